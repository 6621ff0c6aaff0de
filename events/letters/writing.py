"""One letter to one person: what is said, the facts of the event, and the way to their own page."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.models import EventPage, Registration
from events.participants import links
from events.presentation import when
from events.privacy.establishments import is_answered_for
from events.registration.states import ACTIVE, PRESENCE
from mail.outbox import post

log = logging.getLogger(__name__)

_TITLE = 120  # signs of a title in a subject


def key(registration: Registration) -> str:
    """What messages about one registration are `about`."""
    return f"events.registration:{registration.pk}"


@dataclass(frozen=True)
class Letter:
    """As it would leave."""

    subject: str
    text: str
    html: str


def compose(registration: Registration, subject: Any, paragraphs: Sequence[str], kind: str = "") -> Letter:
    """`kind`: that of the note which the organiser adds, a `LetterNote.Kind`."""
    event = registration.desk.event
    organisation = registration.organisation
    note = registration.desk.letter_notes.filter(kind=kind).first() if kind else None
    places = registration.places.all() if registration.pk else []
    context = facts(event) | {
        "subject": subject,
        "paragraphs": [*paragraphs, *(note.text.splitlines() if note else [])],
        "name": registration.name,
        "places": [str(place) for place in places if place.label or place.kind != "evenement"],
        "online_url": registration.online_url if registration.pk else "",
        "page_url": links.address(registration) if registration.state in ACTIVE else "",
        "seen_by": organisation.name if organisation and is_answered_for(organisation) else "",
        "came": registration.state in PRESENCE,
        "asked_by": registration.booking.name if registration.by_somebody_else else "",
    }
    return Letter(
        subject=subject_of(subject, event),
        text=render_to_string("events/mail/letter.txt", context),
        html=render_to_string("events/mail/letter.html", context),
    )


def write(registration: Registration, letter: Letter, calendar: bytes | None = None) -> bool:
    """To the person, in the caller's transaction; whether it can leave."""
    contact = registration.desk.contact
    return post_letter(
        registration.email,
        letter,
        about=key(registration),
        headers={"Reply-To": contact} if contact else {},
        calendar=calendar.decode() if calendar else "",
    )


def post_letter(to: str, letter: Letter, about: str, **others: Any) -> bool:
    """What can never leave holds nobody else: it is logged, without the address."""
    try:
        post(to=to, subject=letter.subject, text=letter.text, html=letter.html, about=about, **others)
    except ValueError as refusal:
        log.warning("no letter can be written about %s: %s", about, refusal)
        return False
    return True


def subject_of(subject: Any, event: EventPage) -> str:
    """What it is about, and which event, on one line."""
    title = Truncator(" ".join(event.localized.title.split())).chars(_TITLE)
    return _("%(subject)s : %(title)s") % {"subject": " ".join(str(subject).split()), "title": title}


def facts(event: EventPage) -> dict[str, Any]:
    """What every message about an event says of it."""
    root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    shown = event.localized
    return {
        "portal": settings.WAGTAIL_SITE_NAME,
        "title": shown.title,
        "when": when(event),
        "where": event.where,
        "event_url": shown.full_url if shown.live else "",
        "contact": event.desk.contact,
        "rights_url": root + reverse("events:rights"),
    }
