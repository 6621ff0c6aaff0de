"""An event in figures: no name, and nothing that would tell one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Accommodation, Needs, RegistrationDesk
from events.registration.states import HOLDING, UNSETTLED, State
from network.models import OrganisationKind, Territory

from .pages import desk_or_404, organiser, page

_FEW = 3  # below, a count of needs would tell whose


@dataclass(frozen=True)
class Table:
    title: str
    rows: Sequence[tuple[str | Promise, str]]


@require_safe
@organiser
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    desk = desk_or_404(pk)
    tables = [_states(desk), _places(desk), _departements(desk), _kinds(desk), _needs(desk)]
    return page(request, "figures", _("Chiffres"), {"tables": tables}, desk)


def _states(desk: RegistrationDesk) -> Table:
    counts = dict(desk.registrations.order_by().values_list("state").annotate(Count("pk")))
    rows = [(capfirst(state.label), str(counts[state])) for state in State if state in counts]
    return Table(_("Par état"), rows)


def _places(desk: RegistrationDesk) -> Table:
    rows = [
        (capfirst(str(quota)), f"{quota.held} / {'∞' if quota.capacity is None else quota.capacity}")
        for quota in desk.quotas.all()
    ]
    return Table(_("Places prises"), rows)


def _departements(desk: RegistrationDesk) -> Table:
    counts = _coming(desk, "organisation__commune__parent")
    names = Territory.objects.in_bulk(set(counts) - {None})
    rows = [
        (str(names[number]) if number in names else _("Département inconnu"), str(count))
        for number, count in counts.items()
    ]
    return Table(_("Personnes qui viennent, par département de leur structure"), rows)


def _kinds(desk: RegistrationDesk) -> Table:
    labels = dict(OrganisationKind.choices)
    counts = _coming(desk, "organisation__kind")
    rows = [(capfirst(labels.get(kind, _("structure hors de l’annuaire"))), str(n)) for kind, n in counts.items()]
    return Table(_("Personnes qui viennent, par genre de structure"), rows)


def _coming(desk: RegistrationDesk, by: str) -> dict[Any, int]:
    rows = desk.registrations.filter(state__in=HOLDING).order_by().values_list(by).annotate(count=Count("pk"))
    return dict(rows.order_by("-count", by))


def _needs(desk: RegistrationDesk) -> Table:
    said = Needs.objects.filter(registration__desk=desk, registration__state__in=UNSETTLED)
    counts: dict[str, int] = {}
    for values in said.values_list("accommodations", flat=True):
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    rows = [
        (capfirst(choice.label), str(counts[choice]) if counts[choice] >= _FEW else _("moins de 3"))
        for choice in Accommodation
        if choice in counts
    ]
    return Table(_("Aménagements demandés"), rows)
