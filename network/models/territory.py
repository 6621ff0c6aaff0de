from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from network.names import FoldedNameField, folded
from network.territories_input import TerritoriesInput
from search.distances import Point

from .territory_alias import Postcode, TerritoryAlias


class TerritoryKind(models.TextChoices):
    """From the widest to the narrowest. Codes are INSEE's (Code officiel géographique), but for `SECTEUR`."""

    REGION = "region", _("région")
    DEPARTEMENT = "departement", _("département")
    COLLECTIVITE = "collectivite", _("collectivité d’outre-mer")
    EPCI = "epci", _("intercommunalité")
    COMMUNE = "commune", _("commune")
    SECTEUR = "secteur", _("secteur")


WIDEST = (TerritoryKind.REGION, TerritoryKind.COLLECTIVITE)
HOLDING = (*WIDEST, TerritoryKind.DEPARTEMENT)  # what holds the others: some 130
NARROW = (TerritoryKind.COMMUNE, TerritoryKind.EPCI)
# How many levels there may be inside; elsewhere one, a named area.
_LEVELS: dict[str, int] = {TerritoryKind.REGION: 3, TerritoryKind.DEPARTEMENT: 2, TerritoryKind.COLLECTIVITE: 2}


def in_dictionary_order(territories: Iterable["Territory"]) -> list["Territory"]:
    """By name, where « Île » stands with « Il »: databases differ on accents."""
    return sorted(territories, key=lambda territory: _without_accents(territory.name))


_without_accents = lru_cache(maxsize=10_000)(slugify)


def ancestry(of: str = "") -> tuple[str, ...]:
    """The joins, from a field `of` that leads to a territory, of all that `facet_keys` reads of it."""
    prefix = f"{of}__" if of else ""
    return (f"{prefix}parent__parent__parent", f"{prefix}epci")


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def with_ancestors(self) -> "TerritoryQuerySet":
        """Loads the whole chain of parents (three at most), and the intercommunalité, with the rows."""
        return self.select_related(*ancestry())

    def by_name(self) -> list["Territory"]:
        """In the order of a French dictionary."""
        return in_dictionary_order(self)

    def within(self, territory: "Territory") -> "TerritoryQuerySet":
        """`territory`, everything inside it, and the named areas that it belongs to, itself or its intercommunalité."""
        belongs = [pk for pk in (territory.pk, territory.epci_id) if pk]
        members = Territory.members.through.objects.filter(to_territory__in=belongs)
        inside = Q(pk=territory.pk) | Q(epci=territory.pk) | Q(pk__in=members.values("from_territory"))
        # Subqueries, for joins would have every commune of France read.
        holders = Territory.objects.filter(pk=territory.pk)
        for _level in range(_LEVELS.get(territory.kind, 1)):
            inside |= Q(parent__in=holders.values("pk"))
            holders = Territory.objects.filter(parent__in=holders.values("pk"))
        return self.filter(inside)

    def under(self, territories: Iterable[int]) -> "TerritoryQuerySet":
        """Those of `territories`, primary keys, and all that lies under them: never a wider area around.

        What holds others is few, and is asked first: SQLite reads no condition as deep as the levels are.
        """
        named = set(territories)
        members = Territory.members.through.objects.filter(from_territory__in=named)
        named |= set(members.values_list("to_territory", flat=True))
        within = Territory.objects.filter(parent__in=named, kind=TerritoryKind.DEPARTEMENT)
        holders = named | set(within.values_list("pk", flat=True))
        below = Territory.objects.filter(parent__in=holders).values("pk")
        return self.filter(Q(pk__in=holders) | Q(epci__in=named) | Q(parent__in=holders) | Q(parent__in=below))

    def holding_something(self) -> "TerritoryQuerySet":
        """Where an organisation or a project is, published, a named area around counting; and the EPCI of communes."""
        organisations = apps.get_model("network", "Organisation").objects.filter(live=True)
        links = apps.get_model("network", "ProjectTerritory").objects.filter(page__live=True)
        held = Q()
        for rows, name in ((organisations, "territory"), (organisations, "commune"), (links, "territory")):
            held |= Q(pk__in=rows.filter(**{f"{name}__isnull": False}).values(name))
        areas = Territory.objects.filter(held, kind=TerritoryKind.SECTEUR)
        held |= Q(pk__in=Territory.members.through.objects.filter(from_territory__in=areas).values("to_territory"))
        communes = Territory.objects.filter(held, epci__isnull=False)
        return self.filter(held | Q(pk__in=communes.values("epci")))

    def worth_finding(self) -> "TerritoryQuerySet":
        """Those that search proposes by themselves: wide ones always, the 36,000 others where there is something."""
        something = Territory.objects.holding_something()
        return self.filter(~Q(kind__in=NARROW) | Q(pk__in=something.values("pk")))

    def beginning_as(self, text: str) -> "TerritoryQuerySet":
        """Those whose name, code or a postcode begins as `text`, by index."""
        typed = text.strip()
        if typed[:1].isdigit():
            postcodes = Postcode.objects.filter(code__begins=typed.lower())
            return self.filter(Q(code__startswith=typed.upper()) | Q(pk__in=postcodes.values("territory")))
        name = folded(typed)
        return self.filter(folded_name__begins=name) if name else self.none()

    def successor_of(self, kind: str, slug_or_code: str) -> "Territory | None":
        """What an old address (`49018-bauge`) or an old code (`49018`) means today; None when it means nothing."""
        meanings = TerritoryAlias.objects.meaning(kind, slug_or_code)
        return self.filter(pk__in=meanings.values("territory")).order_by("pk").first()


class Territory(models.Model):
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
        help_text=_("Pour une intercommunalité : le département où habitent la plupart de ses habitants."),
    )
    epci = models.ForeignKey(
        "self",
        verbose_name=_("intercommunalité"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="communes",
        limit_choices_to={"kind": TerritoryKind.EPCI},
        help_text=_("D’une commune seulement."),
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
        FieldRowPanel([FieldPanel("parent"), FieldPanel("epci")]),
        FieldPanel("members", widget=TerritoriesInput),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldRowPanel([FieldPanel("postcodes"), FieldPanel("population")]),
        FieldPanel("time_zone"),
        FieldPanel("slug"),
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Postcode.objects.renew([(self.pk, self.postcodes)])

    def get_absolute_url(self) -> str:
        return reverse("network:territory", args=[self.kind, self.slug])

    def clean(self) -> None:
        super().clean()
        kinds = TerritoryKind.values
        # So that no territory is ever inside itself.
        if self.parent and self.kind in kinds and kinds.index(self.parent.kind) >= kinds.index(self.kind):
            message = _("Un territoire fait partie d’un plus grand : choisissez-en un d’un autre type.")
            raise ValidationError({"parent": message})
        if self.epci and (self.kind, self.epci.kind) != (TerritoryKind.COMMUNE, TerritoryKind.EPCI):
            raise ValidationError({"epci": _("Seule une commune fait partie d’une intercommunalité.")})
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
