"""Reading the calendar of somebody else (RFC 5545): what of it can become an event here, and what cannot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from events.models import EventState
from events.models.event import PARIS

MOST_BYTES = 1_048_576
MOST_EVENTS = 500
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_LONGEST = {"uid": 255, "title": 255, "venue": 250, "summary": 500}
_STATES = {"CANCELLED": EventState.CANCELLED, "CONFIRMED": EventState.CONFIRMED}


class NotRead(Exception):
    """Nothing of it is taken; the message says why."""


class _Refused(Exception):
    """This event is left out; the message says why."""


@dataclass(frozen=True)
class Row:
    """An event as the other calendar tells it."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    venue: str
    summary: str
    state: str


@dataclass(frozen=True)
class Reading:
    """`refused`: titles, with why each is left out."""

    rows: list[Row]
    refused: list[tuple[str, str]]


def read(content: bytes) -> Reading:
    """Raises NotRead."""
    if len(content) > MOST_BYTES:
        raise NotRead(_("Ce calendrier est trop lourd : un mégaoctet au plus."))
    try:
        calendars = Calendar.from_ical(content, multiple=True)
        events = [event for each in calendars for event in each.events]
    except Exception:  # what icalendar raises depends on what is broken
        raise NotRead(_("Ce n’est pas un calendrier au format iCalendar (.ics), ou il est abîmé.")) from None
    if not events:
        raise NotRead(_("Ce calendrier ne contient aucun événement."))
    if len(events) > MOST_EVENTS:
        raise NotRead(_("Ce calendrier compte trop d’événements : %(most)d au plus.") % {"most": MOST_EVENTS})
    rows: dict[str, Row] = {}
    refused: list[tuple[str, str]] = []
    for event in events:
        try:
            row = _row(event)
            if row.uid in rows:
                raise _Refused(_("Le calendrier le contient deux fois."))
            rows[row.uid] = row
        except _Refused as why:
            refused.append((_text(event, "SUMMARY", "title") or _("sans titre"), str(why)))
    return Reading(list(rows.values()), refused)


def _row(event: Event) -> Row:
    if event.get("RRULE") or event.get("RECURRENCE-ID") or event.get("RDATE"):
        raise _Refused(_("Il se répète : créez-le ici, puis « Créer les dates suivantes »."))
    uid, title = str(event.get("UID", "")).strip(), _text(event, "SUMMARY", "title")
    if not uid or len(uid) > _LONGEST["uid"]:
        raise _Refused(_("Il n’a pas d’identifiant utilisable."))
    if not title:
        raise _Refused(_("Il n’a pas de titre."))
    starts, ends = _moments(event)
    return Row(
        uid=uid,
        title=title,
        starts_at=starts,
        ends_at=ends,
        venue=_text(event, "LOCATION", "venue"),
        summary=_text(event, "DESCRIPTION", "summary"),
        state=_STATES.get(str(event.get("STATUS", "")).upper(), EventState.ANNOUNCED),
    )


def _moments(event: Event) -> tuple[datetime, datetime | None]:
    try:
        starts, ends = event.start, _end(event)
        if ends is not None and not isinstance(ends, datetime):
            ends -= timedelta(days=1)  # the day after the last (RFC 5545 § 3.6.1)
            ends = None if ends <= starts else datetime.combine(ends, time(23, 59))
        starts, ends = _attached(starts), ends and _attached(ends)
        if not all(_FIRST_YEAR <= each.year <= _LAST_YEAR for each in (starts, ends or starts)):
            raise _Refused(_("Son année n’est pas de notre temps."))
        if ends and ends < starts:
            raise _Refused(_("Il finit avant de commencer."))
    except _Refused:
        raise
    except Exception:  # no start, a start and an end of two natures, a year that is none…
        raise _Refused(_("Ses dates ne se comprennent pas.")) from None
    return starts, ends


def _end(event: Event) -> date | datetime | None:
    return event.end if "DTEND" in event or "DURATION" in event else None


def _attached(moment: date | datetime) -> datetime:
    """Without a zone, it is on the clocks of Paris; a whole day begins at midnight there."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min)
    return moment.replace(tzinfo=ZoneInfo(PARIS)) if moment.tzinfo is None else moment


def _text(event: Event, name: str, of: str) -> str:
    said = event.get(name, "")
    first = next(iter(_lines(said)), "")
    return " ".join(str(first).replace("\x00", "").split())[: _LONGEST[of]]


def _lines(said: object) -> Iterator[object]:
    """A property written several times is a list."""
    yield from said if isinstance(said, list) else [said]
