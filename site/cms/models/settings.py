from copy import copy
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from editions.memory import remembered


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    tagline = models.CharField(_("phrase d’accroche"), max_length=160, blank=True)
    about = models.TextField(_("présentation de pied de page"), blank=True)
    tagline_en = models.CharField(_("phrase d’accroche, en anglais"), max_length=160, blank=True)
    about_en = models.TextField(_("présentation de pied de page, en anglais"), blank=True)
    contact_email = models.EmailField(_("adresse de contact"), blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("tagline"), FieldPanel("about"), FieldPanel("contact_email")], _("Le portail")),
        MultiFieldPanel([FieldPanel("tagline_en"), FieldPanel("about_en")], _("En anglais")),
    ]

    class Meta:
        verbose_name = _("réglages du portail")

    @property
    def told(self) -> dict[str, str]:
        """{tagline, about} in the active language, and `lang` when they are in French all the same."""
        english = get_language() == "en"
        if english and self.tagline_en and self.about_en:
            return {"tagline": self.tagline_en, "about": self.about_en, "lang": ""}
        return {"tagline": self.tagline, "about": self.about, "lang": settings.LANGUAGE_CODE if english else ""}

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Read once an edition; what is given is the caller's own."""
        if not site:
            raise cls.DoesNotExist
        return copy(remembered(("cms.settings", site.pk), lambda: super(SiteSettings, cls).for_site(site)))
