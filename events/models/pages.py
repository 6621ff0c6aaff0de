from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.forms import component_fields
from cms.models import SectionPage
from events.agenda import months
from events.agenda.filters import AgendaFilter
from events.presentation import event_card, status
from search.readers import audience_of

from .event import EventKind, EventMode, EventPage
from .event import EventQuerySet as Events

PER_PAGE = 24
PAST_PER_PAGE = 20


class EventIndexPage(SectionPage):
    subpage_types = ["events.EventPage"]

    class Meta:
        verbose_name = _("agenda")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "events/agenda_month.html" if _by_month(request) else "events/event_index_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`filters`: fields. `chosen`: what narrows, as the end of an address. Then those of a list, or of a month."""
        chosen = AgendaFilter(request.GET, EventKind.choices, EventMode.choices)
        events = chosen.narrow(EventPage.objects.child_of(self).readable_by(audience_of(request)))
        shown = _month(request, events) if _by_month(request) else _listed(request, events)
        common = {"filters": component_fields(chosen), "chosen": urlencode(chosen.chosen)}
        return super().get_context(request, *args, **kwargs) | common | shown


def _by_month(request: HttpRequest) -> bool:
    return request.GET.get("vue") == "mois"


def _listed(request: HttpRequest, events: Events) -> dict[str, Any]:
    """`upcoming` and `past`: Paginator pages, soonest first, undated last, and latest first; and their cards.

    A wrong number of a page gives the nearest one.
    """
    events = events.with_facts()
    upcoming = Paginator(events.upcoming(), PER_PAGE).get_page(request.GET.get("suite"))
    past = Paginator(events.past(), PAST_PER_PAGE).get_page(request.GET.get("page"))
    return {
        "upcoming": upcoming,
        "upcoming_cards": [event_card(event) for event in upcoming],
        "past": past,
        "past_cards": [event_card(event) for event in past],
    }


def _month(request: HttpRequest, events: Events) -> dict[str, Any]:
    """`weeks` of days, each with its events."""
    today = timezone.localdate()
    first = months.month_of(request.GET.get("mois", ""), today)
    start, end = months.bounds(first)
    found = list(events.between(start, end).select_related("place"))
    for event in found:
        event.badge = status(event)
    return {
        "first": first,
        "previous": months.previous_month(first),
        "next": months.next_month(first),
        "weeks": months.weeks(first, found, today),
        "count": len(found),
    }
