"""The people of one event: who, in which state, and what waits for a decision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from events.models import Registration, RegistrationDesk
from events.registration import changing
from events.registration.states import NotAllowed, State

from . import exports
from .pages import act_of, desk_or_404, organiser, page
from .people_filter import PeopleFilter

_PAGE_SIZE = 50


@require_safe
@organiser
def people(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A page of them; `export` (csv or xlsx) gives all that the filters choose, without what they need."""
    desk = desk_or_404(pk)
    chosen = PeopleFilter(request.GET, desk=desk)
    found = chosen.people()
    if written := exports.FORMATS.get(request.GET.get("export", "")):
        return written(desk, found)
    shown = Paginator(found, _PAGE_SIZE).get_page(request.GET.get("p"))
    ranks = _ranks(desk, list(shown))
    address = request.GET.copy()
    for name in ("p", "export"):
        address.pop(name, None)
    context = {
        "filter": chosen,
        "page_obj": shown,
        "rows": [{"person": person, "rank": ranks.get(person.pk)} for person in shown],
        "quotas": list(desk.quotas.all()),
        "pending": desk.registrations.filter(state=State.PENDING).count(),
        "query": address.urlencode(),
    }
    return page(request, "people", _("Personnes"), context, desk)


@require_POST
@organiser
def approve_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who waits for an agreement gets it, in the order of the requests."""
    desk, act = desk_or_404(pk), act_of(request)
    approved = 0
    for number in list(desk.registrations.filter(state=State.PENDING).values_list("pk", flat=True)):
        try:
            changing.approve(number, act)
            approved += 1
        except NotAllowed:
            continue  # withdrawn meanwhile
    said = ngettext("%(count)d demande est acceptée.", "%(count)d demandes sont acceptées.", approved)
    messages.success(request, said % {"count": approved})
    return redirect("event_organising:people", pk)


def _ranks(desk: RegistrationDesk, shown: list[Registration]) -> dict[int, int]:
    """The rank of those of a page that wait. One query, none when nobody does."""
    if not any(person.state == State.WAITING for person in shown):
        return {}
    return {pk: rank for rank, pk in enumerate(desk.registrations.in_line().values_list("pk", flat=True), start=1)}
