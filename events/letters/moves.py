"""Each person learns what becomes of their registration. What is owed is the changes that are not told yet."""

from django.db import transaction
from django.utils.translation import override

from events.ical import invitations
from events.models import Registration, StateChange
from events.registration.states import HOLDING, State
from mail.outbox import withdraw

from .wording import words_for
from .writing import compose, key, write


def write_due() -> int:
    """The letters owed, each in a transaction of its own; how many. Run twice, or killed, it writes none twice."""
    owed = StateChange.objects.filter(told=False).order_by("pk").values_list("registration", flat=True)
    return sum(_tell(pk) for pk in dict.fromkeys(owed))


@transaction.atomic
def _tell(registration_pk: int) -> bool:
    """Of several changes, only the last is told."""
    if not StateChange.objects.filter(registration=registration_pk, told=False).update(told=True):
        return False
    registration = Registration.objects.select_related("desk__event__place", "booking").get(pk=registration_pk)
    change = registration.changes.order_by("pk").last()
    # What it said before, if it has not left yet, no longer holds.
    withdraw(key(registration))
    with override(registration.booking.language):
        words = change and words_for(registration, change)
        if not change or not words:
            return False
        letter = compose(registration, words.subject, words.paragraphs, change.after)
        return write(registration, letter, _calendar(registration, change))


def _calendar(registration: Registration, change: StateChange) -> bytes | None:
    if change.after == State.CONFIRMED:
        return invitations.request(registration)
    if change.before in HOLDING:
        return invitations.cancel(registration)
    return None
