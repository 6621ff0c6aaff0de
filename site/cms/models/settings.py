from copy import copy
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from editions.memory import remembered


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    tagline = models.CharField(_("phrase d’accroche"), max_length=160, blank=True)
    about = models.TextField(_("présentation de pied de page"), blank=True)
    contact_email = models.EmailField(_("adresse de contact"), blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("tagline"), FieldPanel("about"), FieldPanel("contact_email")], _("Le portail")),
    ]

    class Meta:
        verbose_name = _("réglages du portail")

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Read once an edition; what is given is the caller's own."""
        if not site:
            raise cls.DoesNotExist
        return copy(remembered(("cms.settings", site.pk), lambda: super(SiteSettings, cls).for_site(site)))
