"""The founding files of the calendar."""

from cms.founding.portal import PAGE_FIELDS
from cms.founding.registry import FileKind, Step, register
from cms.founding.roles import (
    ORGANISERS,
    REFERENTS,
    TERRITORIAL_EDITORS,
    WRITE,
    french,
    grant_pages,
    grant_permissions,
)
from cms.models import HomePage

from .models import EventIndexPage, EventPage

register(
    FileKind(
        name="agenda",
        pattern="sections/events.yaml",
        order=54,
        model=EventIndexPage,
        fields=[*PAGE_FIELDS, "introduction"],
        parent=HomePage,
    )
)
register(
    FileKind(
        name="événements",
        pattern="events/*.yaml",
        order=81,
        model=EventPage,
        fields=[
            *["title", "slug", "summary", "kind", "state", "starts_at", "ends_at", "date_note", "place", "venue"],
            *["audience", "description", "organisers", "projects", "territories", "themes"],
        ],
        unknown="événement inconnu",
        parent=EventIndexPage,
    )
)


def grant_calendar() -> int:
    """Organisers publish what they open registrations for; needs of named people are for the referent alone."""
    return sum(
        [
            grant_pages(french(EventIndexPage), {TERRITORIAL_EDITORS: WRITE, ORGANISERS: (*WRITE, "publish")}),
            grant_permissions(ORGANISERS, "events.manage_registrations"),
            grant_permissions(REFERENTS, "events.read_needs"),
        ]
    )


register(Step("droits sur l’agenda", 92, grant_calendar))
