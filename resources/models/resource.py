from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import TEXT_FEATURES
from cms.models import BasePage, PublicPageQuerySet
from cms.partial_dates import PartialDateField
from network import vocabularies
from network.models import Territory
from network.models.choice_lists import ChoiceListField
from resources.citations.schema_org import schema_org
from resources.citations.work import Work, base_of, work_of
from resources.identifiers import validate_doi, validate_isbn
from resources.licences import Licence
from resources.resource_page import resource_context

from .permanent_code import LENGTH, new_code
from .resource_panels import PANELS
from .vocabulary import ContentLanguage, ResourceKind, ResourceStatus

# A translated record speaks of the same publication.
_SAME_IN_EVERY_LANGUAGE = [
    *["date", "expected", "authors", "licence", "isbn", "doi", "content_language", "publics"],
    *["themes", "territories", "projects", "events", "slug"],
]


class ResourceQuerySet(PublicPageQuerySet):
    def latest(self) -> "ResourceQuerySet":
        """Newest first; the announced ones, which have no date yet, come last."""
        return self.order_by(models.Case(models.When(date="", then=1), default=0), "-date", "title")

    def within(self, territory: Territory) -> "ResourceQuerySet":
        """Resources about `territory` or a place inside it, directly or through their projects."""
        places = Territory.objects.within(territory)
        return self.filter(
            models.Q(territories__in=places) | models.Q(projects__territory_links__territory__in=places)
        ).distinct()

    def with_organisation(self, organisation_id: int) -> "ResourceQuerySet":
        """Resources published by an organisation, or that belong to one of its projects."""
        return self.filter(
            models.Q(publisher=organisation_id) | models.Q(projects__partners__organisation=organisation_id)
        ).distinct()


class ResourcePage(BasePage, Page):
    kind = models.CharField(_("genre"), max_length=20, choices=ResourceKind)
    code = models.CharField(max_length=LENGTH, unique=True, default=new_code, editable=False)
    status = models.CharField(_("état"), max_length=12, choices=ResourceStatus, default=ResourceStatus.PUBLISHED)
    status_note = models.TextField(
        _("ce qu’il faut en savoir"),
        blank=True,
        max_length=500,
        help_text=_("Pour une ressource remplacée ou retirée : pourquoi. Montré sur sa page."),
    )
    date = PartialDateField(_("date"), blank=True)
    expected = PartialDateField(_("attendue pour"), blank=True)
    date_note = models.CharField(
        _("date, en clair"), max_length=150, blank=True, help_text=_("Pour une ressource annoncée : ce que l’on sait.")
    )
    content_language = models.CharField(
        _("langue du contenu"), max_length=9, choices=ContentLanguage, default=ContentLanguage.FRENCH
    )
    authors = models.CharField(
        _("auteurs"),
        max_length=500,
        blank=True,
        help_text=_("« Nom, Prénom », ou le nom d’un collectif. Plusieurs : séparez-les par un point-virgule."),
    )
    publisher = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("publié par"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resources",
    )
    licence = models.CharField(_("licence"), max_length=16, choices=Licence, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=17, blank=True, validators=[validate_isbn])
    doi = models.CharField(_("DOI"), max_length=100, blank=True, validators=[validate_doi])
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("remplacée par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )
    reviewed_on = models.DateField(_("relue le"), null=True, blank=True)
    review_every = models.PositiveSmallIntegerField(
        _("à relire tous les (mois)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    description = RichTextField(_("description"), blank=True, features=TEXT_FEATURES)
    themes = ParentalManyToManyField("cms.Theme", verbose_name=_("thèmes"), blank=True, related_name="resources")
    territories = ParentalManyToManyField(
        "network.Territory", verbose_name=_("territoires"), blank=True, related_name="resources"
    )
    projects = ParentalManyToManyField(
        "network.ProjectPage", verbose_name=_("projets"), blank=True, related_name="resources"
    )
    events = ParentalManyToManyField(
        "events.EventPage", verbose_name=_("événements"), blank=True, related_name="resources"
    )
    publics = ChoiceListField(_("publics"), vocabulary=vocabularies.PUBLICS)

    objects = PageManager.from_queryset(ResourceQuerySet)()

    template = "resources/resource_page.html"
    # Its record says when it was read and how often it is (`resources.due`).
    read_in_its_own_way = True
    tells_reading = False
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    content_panels = PANELS
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("description"),
        index.FilterField("kind"),
        index.FilterField("status"),
    ]
    # A copy is another resource.
    exclude_fields_in_copy = [*Page.exclude_fields_in_copy, "code"]
    override_translatable_fields = [SynchronizedField(name) for name in _SAME_IN_EVERY_LANGUAGE]

    class Meta:
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")

    def clean(self) -> None:
        super().clean()
        if self.replaced_by and self.replaced_by_id in (self.pk, None):
            raise ValidationError({"replaced_by": _("Une ressource ne peut pas se remplacer elle-même.")})
        if self.replaced_by and self.status != ResourceStatus.SUPERSEDED:
            raise ValidationError(
                {
                    "status": _(
                        "Une ressource que remplace une autre a l’état « remplacé ». Choisissez-le, ou videz l’autre."
                    )
                }
            )

    @classmethod
    def giving_links(cls, resources: models.QuerySet["ResourcePage"]) -> models.QuerySet["ResourcePage"]:
        """One that is withdrawn gives nothing any more."""
        return resources.exclude(status=ResourceStatus.WITHDRAWN)

    @property
    def author_names(self) -> list[str]:
        """Each as it is written: "Nom, Prénom", or the name of a group."""
        return [name.strip() for name in self.authors.split(";") if name.strip()]

    @property
    def permanent_path(self) -> str:
        """The address that always leads here."""
        return reverse("resources:permanent", args=[self.code])

    @cached_property
    def work(self) -> Work:
        """What citations say of it, read once."""
        return work_of(self, base_of(self))

    @property
    def is_announced(self) -> bool:
        return self.status == ResourceStatus.ANNOUNCED

    @property
    def is_withdrawn(self) -> bool:
        return self.status == ResourceStatus.WITHDRAWN

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | resource_context(self)

    def structured_data(self) -> dict[str, Any]:
        data = super().structured_data() | schema_org(self.work)
        return {key: value for key, value in data.items() if value}
