from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import TEXT_FEATURES
from cms.fields import StreamField
from cms.models import BasePage, PublicPageQuerySet
from cms.partial_dates import PartialDateField
from network.blocks import PhaseBlock, PointBlock, StageBlock
from network.project_page import project_context

from .project_parts import ProjectFunding, ProjectPartner, ProjectStatus, ProjectTerritory, Relation
from .territory import Territory, ancestry

LEADING = (Relation.PORTEUR, Relation.PILOTE)


class ProjectQuerySet(PublicPageQuerySet):
    def within(self, territory: Territory) -> "ProjectQuerySet":
        """Projects that act in `territory`, in a place inside it or in a named area around it."""
        return self.filter(territory_links__territory__in=Territory.objects.within(territory)).distinct()

    def with_organisation(self, organisation_id: int) -> "ProjectQuerySet":
        return self.filter(
            models.Q(partners__organisation=organisation_id) | models.Q(funding__organisation=organisation_id)
        ).distinct()

    def with_territories(self) -> "ProjectQuerySet":
        """What a card shows, in one more query."""
        return self.prefetch_related(territories_lookup())

    def with_organisations(self) -> "ProjectQuerySet":
        """What a card shows, and who takes part, in three more queries."""
        return self.with_territories().prefetch_related(*organisations_lookups())

    def with_facts(self) -> "ProjectQuerySet":
        """What a comparison or an export shows, in six more queries."""
        return self.prefetch_related(*facts_lookups())


def territories_lookup() -> models.Prefetch:
    links = ProjectTerritory.objects.select_related(*ancestry("territory"))
    return models.Prefetch("territory_links", links)


def facts_lookups() -> list[models.Prefetch | str]:
    """Everything that is told of a project, however many rows it has."""
    return [territories_lookup(), *organisations_lookups(), "publics", "team", "themes"]


def organisations_lookups() -> list[models.Prefetch]:
    partners = ProjectPartner.objects.select_related("organisation")
    funding = ProjectFunding.objects.select_related("organisation")
    return [models.Prefetch("partners", partners), models.Prefetch("funding", funding)]


def public_projects(linked: Iterable["ProjectPage"]) -> ProjectQuerySet:
    """Those of `linked` that a visitor may read. `linked` may come from a page being edited, which has no queryset."""
    return ProjectPage.objects.live().public().filter(pk__in=[page.pk for page in linked]).order_by("title")


class ProjectPage(BasePage, Page):
    """One project, told as structured facts. A field that is empty shows nothing."""

    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    full_name = models.CharField(
        _("nom complet"), max_length=250, blank=True, help_text=_("Le nom développé, quand une source le donne.")
    )
    status = models.CharField(_("état"), max_length=20, choices=ProjectStatus, blank=True)
    start = PartialDateField(_("début"), blank=True)
    end = PartialDateField(_("fin"), blank=True)
    duration_months = models.PositiveSmallIntegerField(_("durée (mois)"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("nombre de personnes"), null=True, blank=True)
    capacity_note = models.CharField(
        _("nombre de personnes, en clair"), max_length=200, blank=True, help_text=_("« une quarantaine sur 18 mois »")
    )
    themes = ParentalManyToManyField("cms.Theme", verbose_name=_("thèmes"), blank=True, related_name="projects")
    presentation = RichTextField(_("le projet en quelques mots"), blank=True, features=TEXT_FEATURES)
    context = StreamField([("point", PointBlock())], verbose_name=_("contexte"), blank=True)
    stakes = StreamField([("point", PointBlock())], verbose_name=_("enjeux"), blank=True)
    objectives = StreamField([("point", PointBlock())], verbose_name=_("objectifs"), blank=True)
    innovation = StreamField([("point", PointBlock())], verbose_name=_("ce qui est nouveau"), blank=True)
    cooperation = StreamField([("point", PointBlock())], verbose_name=_("organisation et coopération"), blank=True)
    principles = StreamField([("point", PointBlock())], verbose_name=_("principes d’accompagnement"), blank=True)
    pathway = StreamField([("stage", StageBlock())], verbose_name=_("parcours"), blank=True)
    phases = StreamField([("phase", PhaseBlock())], verbose_name=_("phases"), blank=True)
    territory_note = models.CharField(_("territoires, en clair"), max_length=300, blank=True)
    funding_note = models.TextField(_("financement, en clair"), blank=True)
    partners_note = models.TextField(_("partenariats, en clair"), blank=True)
    contact_name = models.CharField(_("contact : nom"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact : adresse électronique"), blank=True)
    contact_phone = models.CharField(_("contact : téléphone"), max_length=30, blank=True)
    contact_url = models.URLField(_("contact : site"), blank=True)

    objects = PageManager.from_queryset(ProjectQuerySet)()

    template = "network/project_page.html"
    parent_page_types = ["network.ProjectIndexPage"]
    subpage_types: list[str] = []

    identity_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("acronym"), FieldPanel("status")]),
                FieldPanel("full_name"),
                FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            ],
            _("Identité"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("start"), FieldPanel("end"), FieldPanel("duration_months")])], _("Calendrier")
        ),
        FieldPanel("presentation"),
        InlinePanel("territory_links", label=_("territoire"), heading=_("Territoires")),
        FieldPanel("territory_note"),
    ]
    purpose_panels = [
        FieldPanel("context"),
        FieldPanel("stakes"),
        FieldPanel("objectives"),
        FieldPanel("innovation"),
        InlinePanel("voices", label=_("parole"), heading=_("Paroles")),
    ]
    people_panels = [
        InlinePanel("publics", label=_("public"), heading=_("Publics")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("capacity"), FieldPanel("capacity_note")])], _("Capacité d’accompagnement")
        ),
        FieldPanel("principles"),
        FieldPanel("pathway"),
        InlinePanel("team", label=_("métier"), heading=_("Équipe")),
        FieldPanel("phases"),
    ]
    partner_panels = [
        InlinePanel("partners", label=_("partenaire"), heading=_("Porteurs et partenaires")),
        FieldPanel("partners_note"),
        FieldPanel("cooperation"),
        InlinePanel("funding", label=_("financement"), heading=_("Financements")),
        FieldPanel("funding_note"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("contact_url"),
            ],
            _("Contact"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(identity_panels, heading=_("Identité")),
            ObjectList(purpose_panels, heading=_("Pourquoi")),
            ObjectList(people_panels, heading=_("Pour qui, comment")),
            ObjectList(partner_panels, heading=_("Avec qui")),
            ObjectList(BasePage.promote_panels, heading=_("Promotion")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.SearchField("full_name"),
        index.SearchField("summary"),
        index.FilterField("status"),
    ]
    override_translatable_fields = [
        SynchronizedField("start"),
        SynchronizedField("end"),
        SynchronizedField("themes"),
        SynchronizedField("acronym"),
        SynchronizedField("contact_name"),
        SynchronizedField("contact_phone"),
        SynchronizedField("slug"),
    ]

    class Meta:
        verbose_name = _("projet")
        verbose_name_plural = _("projets")

    @property
    def short_name(self) -> str:
        return self.acronym or self.title

    @property
    def leaders(self) -> list[ProjectPartner]:
        """The organisations that carry or steer the project."""
        return [partner for partner in self.partners.all() if partner.relation in LEADING]

    @property
    def territories(self) -> list[Territory]:
        return [link.territory for link in self.territory_links.all()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if self.pk:
            models.prefetch_related_objects([self], *facts_lookups())
        return super().get_context(request, *args, **kwargs) | project_context(self)

    def structured_data(self) -> dict[str, Any]:
        data = super().structured_data() | {"@type": "Project", "alternateName": self.full_name or self.acronym}
        data |= {"foundingDate": self.start, "dissolutionDate": self.end}
        data["areaServed"] = [{"@type": "Place", "name": territory.name} for territory in self.territories]
        return {key: value for key, value in data.items() if value}
