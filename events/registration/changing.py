"""What becomes of a registration: by the person, by the organiser, by the passing of time.

Each is one transaction; what it frees goes at once to those who wait.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Quota, Registration, RegistrationDesk

from .booking import Person, Refused, check_invited, register
from .line import promote, seated
from .moving import Act, move
from .places import chosen
from .seats import Full, give_back, take, turn
from .states import UNSETTLED, NotAllowed, State

# What becomes of who gives up.
GIVING_UP = {
    State.CONFIRMED: State.CANCELLED,
    State.OFFERED: State.DECLINED,
    State.WAITING: State.WITHDRAWN,
    State.PENDING: State.WITHDRAWN,
}


def give_up(registration_pk: int, act: Act) -> Registration:
    """Somebody does not come, whichever state they were in. Raises NotAllowed when it is over or already done."""
    with turn_of(registration_pk) as (desk, registration):
        try:
            after = GIVING_UP[State(registration.state)]
        except KeyError:
            raise NotAllowed(f"nothing to give up: {registration.state}") from None
        move(registration, after, act)
        promote(desk, act)
        return registration


def accept(registration_pk: int, act: Act) -> Registration:
    """Somebody takes the seat that was offered. Raises NotAllowed, after the deadline too."""
    with turn_of(registration_pk) as (_desk, registration):
        if registration.offered_until and registration.offered_until <= act.at:
            raise NotAllowed("the offer has ended")
        if registration.state != State.OFFERED:
            raise NotAllowed(f"nothing was offered: {registration.state}")
        move(registration, State.CONFIRMED, act)
        return registration


def approve(registration_pk: int, act: Act) -> Registration:
    """The organiser agrees: confirmed, or to the waiting list. Workshops that have filled up meanwhile are left out."""
    with turn_of(registration_pk) as (desk, registration):
        places = list(registration.places.all())
        waited_for = [place for place in places if place.is_waited_for]
        [gets_in] = seated(desk, desk.quotas.all(), [waited_for], together=False)
        kept = [place for place in places if place.is_waited_for or (gets_in and place.free != 0)]
        registration.places.set(kept)
        move(registration, State.CONFIRMED if gets_in else State.WAITING, act)
        return registration


def refuse(registration_pk: int, act: Act) -> Registration:
    """The organiser does not agree."""
    with turn_of(registration_pk) as (_desk, registration):
        move(registration, State.REFUSED, act)
        return registration


def let_in(registration_pk: int, act: Act) -> Registration:
    """The organiser gives a seat to somebody who waits, out of turn. Raises Full when there is none."""
    with turn_of(registration_pk) as (_desk, registration):
        if registration.state != State.WAITING:
            raise NotAllowed(f"not waiting: {registration.state}")
        move(registration, State.CONFIRMED, act)
        return registration


def hand_over(registration_pk: int, person: Person, act: Act) -> Registration:
    """The seat goes to a colleague, who gets a registration of their own with the same places. Raises Refused."""
    with turn_of(registration_pk) as (desk, registration):
        check_invited(desk, [person])
        if desk.registrations.active().filter(email=person.email.lower()).exists():
            raise Refused(_("Cette personne est déjà inscrite."))
        places = list(registration.places.exclude(kind=Quota.Kind.WHEELCHAIR))
        booking = registration.booking
        booking.desk = desk
        move(registration, State.REPLACED, act)
        return register(booking, person, places, State.CONFIRMED, act, replaces=registration)


def change_places(registration_pk: int, pks: Collection[int], act: Act) -> Registration:
    """Other workshops, or another way of coming. Raises WrongPlaces, Full (nothing changes) or NotAllowed."""
    with turn_of(registration_pk) as (desk, registration):
        if registration.state != State.CONFIRMED:
            raise NotAllowed(f"not confirmed: {registration.state}")
        quotas = list(desk.quotas.all())
        before, after = set(registration.places.all()), set(chosen(quotas, pks))
        for place in after - before:
            # A way of coming for which others wait is not taken before them.
            if place.is_waited_for and not seated(desk, quotas, [[place]], together=False)[0]:
                raise Full(place)
        take(after - before)
        give_back(before - after)
        registration.places.set(after)
        promote(desk, act)
        return registration


def set_capacity(quota_pk: int, capacity: int | None, act: Act) -> Quota:
    """More places, or fewer: never fewer than are held. Raises Refused then; those who wait get what is added."""
    desk_pk = Quota.objects.values_list("desk", flat=True).get(pk=quota_pk)
    with turn(desk_pk) as desk:
        quota = desk.quotas.get(pk=quota_pk)
        if capacity is not None and capacity < quota.held:
            few = ngettext(
                "%(held)d place est déjà prise : on ne peut pas descendre à %(capacity)d.",
                "%(held)d places sont déjà prises : on ne peut pas descendre à %(capacity)d.",
                quota.held,
            )
            raise Refused(few % {"held": quota.held, "capacity": capacity})
        Quota.objects.filter(pk=quota_pk).update(capacity=capacity)
        promote(desk, act)
        return desk.quotas.get(pk=quota_pk)


def expire(now: datetime) -> int:
    """End the offers whose deadline has passed, and offer these seats again. Returns how many ended."""
    due = Registration.objects.filter(state=State.OFFERED, offered_until__lte=now)
    ended = 0
    for desk_pk in sorted(set(due.values_list("desk", flat=True))):
        with turn(desk_pk) as desk:
            for registration in due.filter(desk=desk).order_by("line", "pk"):
                move(registration, State.EXPIRED, Act(now))
                ended += 1
            promote(desk, Act(now))
    return ended


def call_off(desk_pk: int, act: Act) -> int:
    """The event does not take place: everybody who would have come, or waited, is told. Returns how many."""
    with turn(desk_pk) as desk:
        everyone = list(desk.registrations.filter(state__in=UNSETTLED))
        for registration in everyone:
            move(registration, State.EVENT_CANCELLED, act)
        return len(everyone)


@contextmanager
def turn_of(registration_pk: int) -> Iterator[tuple[RegistrationDesk, Registration]]:
    """`seats.turn` of its event, and the registration as it is then. Raises Registration.DoesNotExist."""
    desk_pk = Registration.objects.values_list("desk", flat=True).get(pk=registration_pk)
    with turn(desk_pk) as desk:
        yield desk, desk.registrations.select_related("booking", "organisation").get(pk=registration_pk)
