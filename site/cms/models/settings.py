from copy import copy
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from editions.memory import remembered


class Conformity(models.TextChoices):
    """The three states that the French accessibility rules allow (decree 2019-768, article 4)."""

    FULL = "totale", _("totalement conforme")
    PARTIAL = "partielle", _("partiellement conforme")
    NONE = "non", _("non conforme")


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    tagline = models.CharField(_("phrase d’accroche"), max_length=160, blank=True)
    about = models.TextField(_("présentation de pied de page"), blank=True)
    contact_email = models.EmailField(_("adresse de contact"), blank=True)
    conformity = models.CharField(
        _("accessibilité"),
        max_length=10,
        choices=Conformity,
        default=Conformity.NONE,
        help_text=_("Mention du pied de page. Sans audit, un site public est « non conforme »."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("tagline"), FieldPanel("about"), FieldPanel("contact_email")], _("Le portail")),
        FieldPanel("conformity"),
    ]

    class Meta:
        verbose_name = _("réglages du portail")

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Read once an edition; what is given is the caller's own."""
        if not site:
            raise cls.DoesNotExist
        return copy(remembered(("cms.settings", site.pk), lambda: super(SiteSettings, cls).for_site(site)))
