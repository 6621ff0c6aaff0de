"""An event as the components of the theme want it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.blocks import Facility, There

if TYPE_CHECKING:
    from events.models import EventPage

TONES = {"annonce": "info", "confirme": "success", "reporte": "warning", "annule": "error"}


def when(event: "EventPage") -> str:
    """The date in words, on the clocks of Paris and of the place when they differ; what is known of it without one."""
    if event.starts_at is None:
        return event.date_note or _("Date à venir")
    parts = [_("%(time)s, heure de Paris") % {"time": in_words(timezone.localtime(event.starts_at))}]
    if event.local_start is None:
        parts = [in_words(timezone.localtime(event.starts_at))]
    else:
        parts.insert(0, _("%(time)s, heure locale") % {"time": in_words(event.local_start)})
    return " – ".join(parts)


def in_words(moment: datetime) -> str:
    """A moment in words, on the clocks that it is on."""
    return formats.date_format(moment, _("j F Y à H \\h i"))


def status(event: "EventPage") -> dict[str, str]:
    if event.is_past:
        return {"label": _("passé"), "tone": "neutral"}
    return {"label": event.get_state_display(), "tone": TONES[event.state]}


def event_card(event: "EventPage") -> dict[str, Any]:
    """The variables of the component "event_card", from an event loaded by `with_facts`."""
    return {
        "title": event.title,
        "url": event.get_url(),
        "date": event.starts_at and (event.local_start or timezone.localtime(event.starts_at)),
        "date_label": when(event),
        "place": event.place.name if event.place else "",
        "kind_label": capfirst(event.get_kind_display()),
        "status": status(event),
        "summary": event.summary,
        "project": ", ".join(project.short_name for project in event.projects.all()),
    }


def programme(event: "EventPage") -> list[dict[str, Any]]:
    """The times of the programme: `hours` and `day` in words, empty where they are not known."""
    return [
        {
            "day": formats.date_format(block.value["day"], "l j F Y") if block.value["day"] else "",
            "hours": " – ".join(_clock(block.value[name]) for name in ("starts", "ends") if block.value[name]),
            "title": block.value["title"],
            "room": block.value["room"],
            "text": block.value["text"],
            "speakers": block.value["speakers"],
        }
        for block in event.programme
    ]


def facilities(event: "EventPage") -> list[dict[str, str]]:
    """What is foreseen where it takes place, in words."""
    named, foreseen = dict(Facility.choices), dict(There.choices)
    return [
        {
            "label": str(named.get(block.value["facility"], "")),
            "there": str(foreseen.get(block.value["there"], "")),
            "note": block.value["note"],
        }
        for block in event.accessibility
    ]


def _clock(time: Any) -> str:
    return formats.time_format(time, _("G \\h i"))
