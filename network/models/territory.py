from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from network.names import FoldedNameField
from search.distances import Point


class TerritoryKind(models.TextChoices):
    """From the widest to the narrowest. Codes are INSEE's (Code officiel géographique), but for `SECTEUR`."""

    REGION = "region", _("région")
    DEPARTEMENT = "departement", _("département")
    COLLECTIVITE = "collectivite", _("collectivité d’outre-mer")
    EPCI = "epci", _("intercommunalité")
    COMMUNE = "commune", _("commune")
    SECTEUR = "secteur", _("secteur")


WIDEST = (TerritoryKind.REGION, TerritoryKind.COLLECTIVITE)


def in_dictionary_order(territories: Iterable["Territory"]) -> list["Territory"]:
    """By name, where « Île » stands with « Il »: databases differ on accents."""
    return sorted(territories, key=lambda territory: slugify(territory.name))


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def with_ancestors(self) -> "TerritoryQuerySet":
        """Loads the whole chain of parents (three at most) with the rows."""
        return self.select_related("parent__parent__parent")

    def by_name(self) -> list["Territory"]:
        """In the order of a French dictionary."""
        return in_dictionary_order(self)

    def within(self, territory: "Territory") -> "TerritoryQuerySet":
        """`territory`, everything inside it, and the named areas that it belongs to."""
        return self.filter(
            Q(pk=territory.pk)
            | Q(parent=territory.pk)
            | Q(parent__parent=territory.pk)
            | Q(parent__parent__parent=territory.pk)
            | Q(pk__in=Territory.members.through.objects.filter(to_territory=territory.pk).values("from_territory"))
        )


class Territory(models.Model, index.Indexed):
    """A place of the official geography, or a named area of a project ("De Saint-Nazaire au Pays de Retz")."""

    kind = models.CharField(_("niveau"), max_length=12, choices=TerritoryKind)
    code = models.CharField(
        _("code"),
        max_length=40,
        help_text=_("Code officiel de l’INSEE ; pour un secteur, un nom court de votre choix."),
    )
    name = models.CharField(_("nom"), max_length=150)
    slug = models.SlugField(_("adresse"), max_length=200, blank=True, help_text=_("Laissez vide : code et nom."))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("fait partie de"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    members = models.ManyToManyField(
        "self",
        verbose_name=_("communes et intercommunalités du secteur"),
        symmetrical=False,
        blank=True,
        related_name="areas",
    )
    folded_name = FoldedNameField(max_length=150, db_index=True, editable=False)
    postcodes = models.CharField(
        _("codes postaux"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^\d{5}( \d{5})*$", _("Des codes de cinq chiffres, séparés par une espace."))],
        help_text=_("Séparés par une espace. Pour chercher autour d’une commune."),
    )
    population = models.PositiveIntegerField(
        _("population"),
        null=True,
        blank=True,
        help_text=_("Nombre d’habitants. Entre communes du même nom, la plus peuplée est proposée d’abord."),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("En degrés : 47.2803. Celle du milieu de la commune."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("En degrés, négative à l’ouest de Greenwich : -2.2538."),
    )
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")

    objects = TerritoryQuerySet.as_manager()

    panels = [
        FieldPanel("kind"),
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("parent"),
        FieldPanel("members"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldRowPanel([FieldPanel("postcodes"), FieldPanel("population")]),
        FieldPanel("time_zone"),
        FieldPanel("slug"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("code"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["name", "code"]
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="unique_territory_code"),
            models.UniqueConstraint(fields=["kind", "slug"], name="unique_territory_slug"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="whole_territory_point",
                violation_error_message=_("Donnez la latitude et la longitude, ou aucune des deux."),
            ),
        ]

    def __str__(self) -> str:
        """« Manche (50) », « Normandie (région) »: people know no région by its code, which is a département's too."""
        if self.kind == TerritoryKind.SECTEUR:
            return self.name
        told_apart = self.get_kind_display() if self.kind == TerritoryKind.REGION else self.code
        return f"{self.name} ({told_apart})"

    def get_absolute_url(self) -> str:
        return reverse("network:territory", args=[self.kind, self.slug])

    def clean(self) -> None:
        super().clean()
        kinds = TerritoryKind.values
        # So that no territory is ever inside itself.
        if self.parent and self.kind in kinds and kinds.index(self.parent.kind) >= kinds.index(self.kind):
            message = _("Un territoire fait partie d’un plus grand : choisissez-en un d’un autre type.")
            raise ValidationError({"parent": message})
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            message = _("Ce fuseau horaire n’existe pas. Exemple : America/Martinique.")
            raise ValidationError({"time_zone": message}) from None
        self.slug = self.slug or self.default_slug()

    def default_slug(self) -> str:
        return slugify(self.name if self.kind == TerritoryKind.SECTEUR else f"{self.code} {self.name}")[:200]

    @property
    def key(self) -> str:
        """The territory in a search filter: "departement-2b". A région and a département may share a code."""
        return f"{self.kind}-{self.code}".lower()

    @property
    def point(self) -> Point | None:
        """(latitude, longitude) in degrees, or None where nobody said."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    def ancestors(self) -> list["Territory"]:
        """From the widest to the parent. One query per level unless loaded by `with_ancestors`."""
        chain: list[Territory] = []
        territory = self.parent
        while territory is not None:
            chain.insert(0, territory)
            territory = territory.parent
        return chain
