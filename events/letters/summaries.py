"""Who registered colleagues gets one summary: who, and in which state. Links are for each person alone."""

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Booking
from events.registration.states import State

from .writing import Letter, facts, post_letter, subject_of


def write_due() -> int:
    """The summaries owed, each in a transaction of its own; how many."""
    owed = Booking.objects.filter(summed_up=False).order_by("pk").values_list("pk", flat=True)
    return sum(_sum_up(pk) for pk in list(owed))


@transaction.atomic
def _sum_up(pk: int) -> bool:
    if not Booking.objects.filter(pk=pk, summed_up=False).update(summed_up=True):
        return False
    booking = _for_others().filter(pk=pk).select_related("desk__event__place").first()
    if booking is None:
        return False
    with override(booking.language):
        return _write(booking)


def _write(booking: Booking) -> bool:
    event = booking.desk.event
    people = booking.registrations.exclude(state=State.ANONYMISED)
    context = facts(event) | {
        "subject": _("Récapitulatif de votre demande"),
        "people": [(person.name, person.get_state_display()) for person in people],
    }
    letter = Letter(
        subject=subject_of(context["subject"], event),
        text=render_to_string("events/mail/summary.txt", context),
        html=render_to_string("events/mail/summary.html", context),
    )
    return post_letter(booking.email, letter, about=f"events.booking:{booking.pk}")


def _for_others() -> "QuerySet[Booking]":
    """Requests that hold somebody else than who made them."""
    others = Count("registrations", ~Q(registrations__email=F("email")))
    return Booking.objects.exclude(email="").annotate(others=others).filter(others__gt=0)
