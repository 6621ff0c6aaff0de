"""What to tell who deletes an event, and what to do before it is erased for good."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.bin.registry import StillNeeded, erases, warns
from events.models import Booking, EventPage, Registration
from events.registration.states import UNSETTLED, State


@warns
def people_who_come(pages: PageQuerySet) -> Iterator[str]:
    """They are not told by a deletion: cancelling tells them."""
    people = Registration.objects.filter(desk__event__in=pages.values("pk"), state__in=UNSETTLED).count()
    if people:
        yield ngettext(
            "Une personne est inscrite, ou attend une place : personne ne la préviendra. "
            "Passez d’abord l’événement à l’état « annulé » : elle recevra un message.",
            "%(count)d personnes sont inscrites, ou attendent une place : personne ne les préviendra. "
            "Passez d’abord l’événement à l’état « annulé » : elles recevront un message.",
            people,
        ) % {"count": people}


@erases
def forget_empty_registrations(page: Page) -> None:
    """The registrations of people are erased in their time (`events.privacy`); what is left goes with the event."""
    events = EventPage.objects.descendant_of(page, inclusive=True)
    registrations = Registration.objects.filter(desk__event__in=events)
    if registrations.exclude(state=State.ANONYMISED).exists():
        raise StillNeeded(
            _(
                "Des personnes y sont encore inscrites : ces pages restent à la corbeille jusqu’à ce que leurs "
                "inscriptions soient effacées, à la date prévue. Rien n’a changé."
            )
        )
    registrations.delete()
    Booking.objects.filter(desk__event__in=events).delete()
