"""What a declaration must say and does not yet."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .conformity import Result
from .current import counted
from .referents import address_of

# What only the publisher of the portal can say: a field of the page, and what it gives.
_ASKED: dict[str, Promise] = {
    "entity": _("le nom de l’organisme qui publie le portail"),
    "scope": _("ce que la déclaration concerne : le nom et l’adresse du portail"),
    "technologies": _("les technologies utilisées"),
    "established_on": _("la date à laquelle la déclaration est établie"),
    "contact": _("comment joindre l’équipe autrement que par le formulaire"),
    "multi_year_plan": _("l’adresse du schéma pluriannuel"),
    "action_plan": _("l’adresse du plan d’action de l’année"),
}


def missing(page: Any) -> list[str]:
    """Each a few words in French, for the editors of `page`, an AccessibilityPage."""
    return [str(words) for words in [*_of_page(page), *_of_audit(page)]]


def _of_page(page: Any) -> Iterator[Promise]:
    yield from (words for name, words in _ASKED.items() if not getattr(page, name))
    if not address_of(page):
        yield _("l’adresse de la personne qui reçoit les difficultés signalées")


def _of_audit(page: Any) -> Iterator[Promise]:
    grid = counted()
    if grid is None:
        yield _("un audit terminé : sans lui, le portail est déclaré non conforme")
        return
    if timezone.localdate() > grid.valid_until:
        yield _("un nouvel audit : le dernier a plus de trois ans, le portail est donc déclaré non conforme")
    if not grid.audit.environments:
        yield _("l’environnement de test de l’audit")
    if not grid.audit.tools:
        yield _("les outils utilisés pour l’audit")
    if grid.told(Result.DEROGATION) and not page.derogations:
        yield _("la description des dérogations que l’audit mentionne")
