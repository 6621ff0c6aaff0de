"""How complete the record of a resource is: ten criteria, none counted where it does not apply."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.models import Accessibility, FileRole, ResourceFile, ResourcePage, ResourceStatus

LONG_ENOUGH = 100  # characters of a description, its tags included
_EVERY = Q(pk__isnull=False)
_ANNOUNCED = Q(status=ResourceStatus.ANNOUNCED)
_AVAILABLE = Q(status__in=[ResourceStatus.PUBLISHED, ResourceStatus.SUPERSEDED])

_FOR_EVERYONE = [FileRole.EASY, FileRole.TRANSCRIPT]


@dataclass(frozen=True)
class Criterion:
    """`met` where `applies`. `label` is what is missing when it is not."""

    name: str
    label: str | Promise
    met: Q
    applies: Q = _EVERY


def _linked(name: str) -> Q:
    """Whether the list `name` holds something."""
    through = getattr(ResourcePage, name).through
    return Q(Exists(through.objects.filter(resourcepage=OuterRef("pk"))))


def _has_file(**conditions: Any) -> Q:
    return Q(Exists(ResourceFile.objects.filter(page=OuterRef("pk"), **conditions)))


CRITERIA = (
    Criterion("resume", _("« en bref »"), ~Q(summary="")),
    Criterion("description", _("une description"), Q(length__gte=LONG_ENOUGH)),
    Criterion("date", _("une date"), ~Q(date="") | _ANNOUNCED & (~Q(expected="") | ~Q(date_note=""))),
    Criterion("auteurs", _("des auteurs ou un éditeur"), ~Q(authors="") | Q(publisher__isnull=False)),
    Criterion("licence", _("une licence"), ~Q(licence=""), _AVAILABLE),
    Criterion("themes", _("un thème"), _linked("themes")),
    Criterion("lieu", _("un territoire ou un projet"), _linked("territories") | _linked("projects")),
    Criterion("publics", _("les publics"), ~Q(publics=[])),
    Criterion("contenu", _("un fichier ou un lien"), _has_file(), _AVAILABLE),
    Criterion(
        "accessible",
        _("une version accessible, vérifiée par une personne"),
        _has_file(role__in=_FOR_EVERYONE) | _has_file(document__accessibility=Accessibility.FULL),
        _AVAILABLE & _has_file(document__isnull=False),
    ),
)


def with_completeness(resources: QuerySet[ResourcePage]) -> QuerySet[Any]:
    """The same resources with `completeness`, from 0 to 1, and `lacks_<name>`, 1 where that criterion is not met.

    Counted by the database, from what the public reads: a draft in progress is not looked at.
    """
    lacks = {f"lacks_{each.name}": _one(each.applies & ~each.met) for each in CRITERIA}
    counted = sum((_one(each.applies) for each in CRITERIA), Value(0.0))
    missing = sum((F(name) for name in lacks), Value(0.0))
    annotated = resources.annotate(length=Length("description")).annotate(**lacks)
    return annotated.annotate(completeness=Value(1.0) - missing / counted)


def missing_from(row: Any) -> list[str]:
    """What would complete a resource that `with_completeness` gave."""
    return [str(each.label) for each in CRITERIA if getattr(row, f"lacks_{each.name}")]


def _one(condition: Q) -> Case:
    return Case(When(condition, then=Value(1.0)), default=Value(0.0), output_field=FloatField())
