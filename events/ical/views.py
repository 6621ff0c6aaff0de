"""`.ics` addresses: programs fetch them, again and again, without a session."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from cms.models import Theme
from events.models import EventPage
from events.models.event import EventQuerySet
from network.territory_facets import named

from . import feeds


@require_safe
def all_events(request: HttpRequest) -> HttpResponse:
    """The agenda, or what of it is in `territoire` (the key of a territory), about `theme` (a slug)."""
    events, parts = _published(), [settings.WAGTAIL_SITE_NAME, gettext("Agenda")]
    if key := request.GET.get("territoire"):
        territory = named([key]).first()
        if territory is None:
            raise Http404("no such territory")
        events, parts = events.within(territory), [*parts, territory.name]
    if slug := request.GET.get("theme"):
        theme = Theme.objects.filter(slug=slug).first()
        if theme is None:
            raise Http404("no such theme")
        events, parts = events.filter(themes=theme), [*parts, str(theme)]
    return _answer(request, events, " – ".join(parts), "agenda")


@require_safe
def one_event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event, to put in a calendar."""
    events = _published().filter(pk=pk).exclude(starts_at=None)
    event = events.first()
    if event is None:
        raise Http404("no such event, or no date")
    return _answer(request, events, event.title, slugify(event.title)[:60] or "evenement")


def _published() -> EventQuerySet:
    return EventPage.objects.public_in_language(get_language() or settings.LANGUAGE_CODE)


def _answer(request: HttpRequest, events: EventQuerySet, name: str, file_name: str) -> HttpResponse:
    etag = feeds.tag(events)
    if held := get_conditional_response(request, etag=etag):
        return held
    response = HttpResponse(feeds.feed(events, name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    response["ETag"] = etag
    return response
