"""How complete and how fresh a record is: ten criteria, none counted where it does not apply.

After data·inclusion's own score: freshness is whole below six months and nothing after two years.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Case, Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, OrganisationSource, Service, Territory

LONG_ENOUGH = 50  # characters of a presentation
_MONTH = timedelta(days=30.5)
# (months since somebody or a source said that it is exact, what that is worth)
_FRESHNESS = ((6, 1.0), (12, 2 / 3), (18, 1 / 3))
EVERY = Q(pk__isnull=False)
_SINGLE = Q(is_group=False)


@dataclass(frozen=True)
class Criterion:
    """`met` where `applies`. `label` is what is missing when it is not."""

    name: str
    label: str | Promise
    met: Q
    applies: Q = EVERY


CRITERIA = (
    Criterion("presentation", _("une présentation de quelques phrases"), Q(length__gte=LONG_ENOUGH)),
    Criterion("lieu", _("une adresse et une commune"), ~Q(address="") & Q(commune__isnull=False), _SINGLE),
    Criterion("point", _("un point sur la carte"), Q(latitude__isnull=False), _SINGLE),
    Criterion("joindre", _("un téléphone ou une adresse électronique"), ~Q(phone="") | ~Q(email="")),
    Criterion("site", _("un site"), ~Q(website="")),
    Criterion("horaires", _("des horaires d’accueil"), ~Q(opening_hours=""), _SINGLE & ~Q(address="")),
    Criterion("numero", _("un SIRET, un FINESS ou un RNA"), ~Q(siret="") | ~Q(finess="") | ~Q(rna=""), _SINGLE),
    Criterion("publics", _("les publics accueillis"), ~Q(publics=[])),
    Criterion("services", _("au moins un service décrit"), Q(described=True), _SINGLE),
)
FRESH = _("une vérification récente")


@dataclass(frozen=True)
class Quality:
    """`score` goes from 0 to 1; `missing` names what would raise it."""

    score: float
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TerritoryQuality:
    """The mean of the public records of one département (None: those of no known commune)."""

    territory: Territory | None
    records: int
    score: float


def with_quality(organisations: QuerySet[Organisation], today: date) -> QuerySet[Any]:
    """The same records with `quality`, from 0 to 1, counted by the database."""
    described = organisations.annotate(
        length=Length("description"), described=Exists(Service.objects.filter(organisation=OuterRef("pk")))
    )
    points = _freshness(today) + sum((_worth(each.met & each.applies) for each in CRITERIA), Value(0.0))
    counted = sum((_worth(each.applies) for each in CRITERIA), Value(1.0))
    return described.annotate(quality=points / counted)


def quality_of(organisation: Organisation, today: date) -> Quality:
    """The score of one saved record, and what is missing. Two queries."""
    row = with_quality(Organisation.objects.filter(pk=organisation.pk), today)
    fresh = _freshness(today)
    lacks = {each.name: _worth(each.applies & ~each.met) for each in CRITERIA}
    values = row.annotate(fresh=fresh, **{f"lacks_{name}": worth for name, worth in lacks.items()}).values().get()
    missing = [str(each.label) for each in CRITERIA if values[f"lacks_{each.name}"]]
    return Quality(values["quality"], tuple(missing + ([str(FRESH)] if values["fresh"] < 1 else [])))


def by_departement(today: date) -> list[TerritoryQuality]:
    """Every département where there is a record, the weakest first. Two queries."""
    records = with_quality(Organisation.objects.public(), today)
    rows = records.values("commune__parent").annotate(score=Avg("quality"), records=Count("pk"))
    rows = rows.order_by("score", F("commune__parent").asc(nulls_first=True))
    found = list(rows)
    territories = Territory.objects.in_bulk({row["commune__parent"] for row in found} - {None})
    return [TerritoryQuality(territories.get(row["commune__parent"]), row["records"], row["score"]) for row in found]


def _worth(condition: Q) -> Case:
    return Case(When(condition, then=Value(1.0)), default=Value(0.0), output_field=FloatField())


def _freshness(today: date) -> Case:
    """What somebody published, verified or gave again lately is worth."""
    steps = []
    for months, worth in _FRESHNESS:
        day = today - months * _MONTH
        given = OrganisationSource.objects.filter(organisation=OuterRef("pk"), source_date__gte=day)
        recent = Q(last_published_at__date__gte=day) | Q(follow_up__verified_on__gte=day) | Q(Exists(given))
        steps.append(When(recent, then=Value(worth)))
    return Case(*steps, default=Value(0.0), output_field=FloatField())
