from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.models import SectionPage
from events.presentation import event_card
from search.readers import audience_of

from .event import EventPage

PAST_PER_PAGE = 20


class EventIndexPage(SectionPage):
    template = "events/event_index_page.html"
    subpage_types = ["events.EventPage"]

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`upcoming`: cards, dated first, undated last. `past`: a Paginator page, latest first, and its cards.

        A wrong `page` gives the nearest one.
        """
        events = EventPage.objects.child_of(self).readable_by(audience_of(request)).with_facts()
        past = Paginator(events.past(), PAST_PER_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {
            "upcoming": [event_card(event) for event in events.upcoming()],
            "past": past,
            "past_cards": [event_card(event) for event in past],
        }
