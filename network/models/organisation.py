from itertools import count
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms.models.vocabulary import Slugged
from cms.roles.forms import RecordForm
from network import identifiers, vocabularies
from network.names import FoldedNameField
from network.opening_hours import opening_hours_form
from network.phones import PhoneField
from search.distances import Point

from .choice_lists import ChoiceListField
from .duplicates import FormerAddress
from .organisation_kind import OrganisationKind
from .organisation_panels import ORGANISATION_PANELS
from .territory import Territory, TerritoryKind, ancestry


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def public(self) -> "OrganisationQuerySet":
        """What visitors find."""
        return self.filter(live=True)

    def within(self, territory: Territory) -> "OrganisationQuerySet":
        """Those that act in `territory`, or that are there."""
        places = Territory.objects.within(territory).values("pk")
        return self.filter(Q(territory__in=places) | Q(commune__in=places))

    def free_slug(self, name: str, place: str = "") -> str:
        """An address that no organisation has or had: "esat-du-port-saint-nazaire", with a number if need be."""
        base = slugify(f"{name} {place}")[:110].strip("-") or "organisation"
        taken = set(self.filter(slug__startswith=base).values_list("slug", flat=True))
        taken |= set(FormerAddress.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        numbered = (f"{base}-{number}" for number in count(2))
        return base if base not in taken else next(slug for slug in numbered if slug not in taken)

    def with_places(self) -> "OrganisationQuerySet":
        """With where they act and where they are, ancestors included, in the same query."""
        return self.select_related(*ancestry("territory"), *ancestry("commune"))


class Organisation(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    Slugged,
    index.Indexed,
    ClusterableModel,
):
    """A partner of the network, or an establishment of the sector. A field that is empty shows nothing."""

    name = models.CharField(_("nom"), max_length=200)
    folded_name = FoldedNameField(max_length=200, db_index=True, editable=False)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    kind = models.CharField(_("genre"), max_length=30, choices=OrganisationKind)
    is_group = models.BooleanField(
        _("ensemble de structures"),
        default=False,
        help_text=_("Cochez quand la fiche désigne plusieurs structures à la fois : « Missions locales »."),
    )
    description = models.TextField(_("présentation"), blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("rattachée à"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    territory = models.ForeignKey(
        "network.Territory",
        verbose_name=_("territoire"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        help_text=_("Là où la structure agit. Vide si on l’ignore ou si elle agit dans tout le pays."),
    )
    themes = ParentalManyToManyField("cms.Theme", verbose_name=_("thèmes"), blank=True, related_name="organisations")
    publics = ChoiceListField(_("publics"), vocabulary=vocabularies.PUBLICS)
    networks = ChoiceListField(_("réseaux"), vocabulary=vocabularies.NETWORKS)
    places = models.PositiveIntegerField(_("nombre de places"), null=True, blank=True)

    siret = models.CharField(_("SIRET"), max_length=14, blank=True, db_index=True, validators=[identifiers.siret_form])
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, db_index=True, validators=[identifiers.siren_form])
    finess = models.CharField(
        _("FINESS"), max_length=9, blank=True, db_index=True, validators=[identifiers.finess_form]
    )
    finess_category = models.CharField(_("catégorie FINESS"), max_length=4, blank=True)
    rna = models.CharField(_("RNA"), max_length=10, blank=True, validators=[identifiers.rna_form])

    address = models.TextField(_("adresse"), blank=True, help_text=_("Bâtiment, numéro, voie, boîte postale."))
    postcode = models.CharField(_("code postal"), max_length=5, blank=True, validators=[identifiers.postcode_form])
    commune = models.ForeignKey(
        "network.Territory",
        verbose_name=_("commune"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seats",
        limit_choices_to={"kind": TerritoryKind.COMMUNE},
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    accessibility_url = models.URLField(
        _("accessibilité du lieu"), max_length=500, blank=True, help_text=_("Adresse de la page d’Acceslibre.")
    )

    phone = PhoneField(_("téléphone"), blank=True, db_index=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    website = models.URLField(_("site"), max_length=500, blank=True)
    opening_hours = models.CharField(
        _("horaires d’accueil"),
        max_length=500,
        blank=True,
        validators=[opening_hours_form],
        help_text=_("Format d’OpenStreetMap : « Mo-Fr 08:30-12:30,14:00-17:00 »."),
    )

    closed_on = models.DateField(_("fermée le"), null=True, blank=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState", content_type_field="base_content_type", object_id_field="object_id"
    )
    revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )

    objects = OrganisationQuerySet.as_manager()

    base_form_class = RecordForm
    panels = ORGANISATION_PANELS
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.SearchField("siret"),
        index.SearchField("finess"),
        index.FilterField("id"),
        index.FilterField("kind"),
        index.FilterField("territory"),
    ]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="whole_organisation_point",
                violation_error_message=_("Donnez la latitude et la longitude, ou aucune des deux."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def clean(self) -> None:
        self.slug = self.slug or slugify(self.acronym or self.name)[:120]
        self.siren = self.siren or self.siret[:9]
        super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An address that changes leads to the new one for ever."""
        before = Organisation.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before != self.slug:
            FormerAddress.objects.filter(slug=self.slug).delete()
            FormerAddress.objects.update_or_create(slug=before, defaults={"organisation": self})

    @property
    def short_name(self) -> str:
        return self.acronym or self.name

    @property
    def own_territories(self) -> list[Territory]:
        """Where it acts, and the commune where it is."""
        return [place for place in (self.territory, self.commune) if place]

    @property
    def point(self) -> Point | None:
        """(latitude, longitude) in degrees of its own door, or None where nobody said."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    def get_absolute_url(self) -> str:
        return reverse("network:organisation", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "network/organisation.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from network.organisation_page import organisation_context

        return super().get_preview_context(request, mode_name) | organisation_context(self)
