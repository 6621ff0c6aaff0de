from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.accessibility import current
from cms.accessibility.blocks import DerogationBlock
from cms.accessibility.conformity import Result
from cms.accessibility.forms import DifficultyForm
from cms.accessibility.panel import MissingPanel
from cms.accessibility.rgaa import VERSION
from cms.blocks import TEXT_FEATURES
from cms.dates import not_to_come
from cms.fields import StreamField
from cms.forms import form_context

from .base import BasePage

_ONE_A_LINE = _("Une par ligne.")


class AccessibilityPage(BasePage, Page):
    """The declaration that the law asks for (decree 2019-768, art. 4), its parts in the order of the official model.

    The state, the results and what is not accessible come from the audit: nobody writes them here.
    """

    entity = models.CharField(
        _("organisme qui publie le portail"),
        max_length=200,
        blank=True,
        help_text=_("C’est lui qui s’engage. Laissez vide tant qu’il n’est pas connu."),
    )
    scope = models.TextField(
        _("ce que la déclaration concerne"), blank=True, help_text=_("Le nom et l’adresse du portail. Un par ligne.")
    )
    multi_year_plan = models.URLField(_("schéma pluriannuel"), max_length=500, blank=True)
    action_plan = models.URLField(_("plan d’action de l’année"), max_length=500, blank=True)
    efforts = RichTextField(_("ce qui est déjà pensé pour les lecteurs"), blank=True, features=TEXT_FEATURES)
    derogations = StreamField(
        [("derogation", DerogationBlock())], verbose_name=_("dérogations pour charge disproportionnée"), blank=True
    )
    exempted = RichTextField(
        _("contenus non soumis à l’obligation d’accessibilité"), blank=True, features=TEXT_FEATURES
    )
    established_on = models.DateField(_("établie le"), null=True, blank=True, validators=[not_to_come])
    updated_on = models.DateField(_("mise à jour le"), null=True, blank=True, validators=[not_to_come])
    technologies = models.TextField(_("technologies utilisées"), blank=True, help_text=_ONE_A_LINE)
    contact = RichTextField(
        _("autres façons de joindre l’équipe"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Le formulaire « Signaler une difficulté » est toujours là. Ici : une adresse, un téléphone…"),
    )
    referent_email = models.EmailField(
        _("adresse qui reçoit les difficultés signalées"),
        blank=True,
        help_text=_("Elle n’est pas publiée. Sans elle, c’est l’adresse de contact des réglages du portail."),
    )
    redress = RichTextField(
        _("voies de recours"), features=TEXT_FEATURES, help_text=_("Comment s’adresser au Défenseur des droits.")
    )

    template = "cms/accessibility_page.html"
    max_count_per_parent = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        MissingPanel(heading=_("Ce que la page déclare")),
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("entity", "scope", "multi_year_plan", "action_plan", "efforts")],
            _("Engagement"),
        ),
        MultiFieldPanel([FieldPanel("derogations"), FieldPanel("exempted")], _("Contenus non accessibles")),
        MultiFieldPanel(
            [FieldPanel("established_on"), FieldPanel("updated_on"), FieldPanel("technologies")], _("Établissement")
        ),
        MultiFieldPanel(
            [FieldPanel("contact"), FieldPanel("referent_email"), FieldPanel("redress")], _("Contact et recours")
        ),
    ]
    # Facts: the same in every language.
    override_translatable_fields = [
        SynchronizedField("entity"),
        SynchronizedField("multi_year_plan"),
        SynchronizedField("action_plan"),
        SynchronizedField("established_on"),
        SynchronizedField("updated_on"),
        SynchronizedField("referent_email"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("efforts")]

    class Meta:
        verbose_name = _("déclaration d’accessibilité")
        verbose_name_plural = _("déclarations d’accessibilité")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`grid`: the audit that counts, None without one; `failed`, `excused`: its criteria, with what was said."""
        grid = current.counted()
        told = {
            "rgaa": VERSION,
            "state": current.conformity(),
            "grid": grid,
            "out_of_date": grid is not None and timezone.localdate() > grid.valid_until,
            "failed": grid.told(Result.NON_CONFORMING) if grid else [],
            "excused": grid.told(Result.DEROGATION) if grid else [],
            **form_context(DifficultyForm()),
        }
        return super().get_context(request, *args, **kwargs) | told
