"""Nothing is left of a person, but that there was one: figures stay true."""

from events.models import Booking, Certificate, Needs, Registration
from mail.models import Message

from .changing import turn_of
from .line import promote
from .moving import Act, move
from .states import State


def erase(registration_pk: int, act: Act) -> None:
    """Forget who it was; a seat still held goes to the next. Done twice, it does no more."""
    with turn_of(registration_pk) as (desk, registration):
        if registration.state == State.ANONYMISED:
            return
        move(registration, State.ANONYMISED, act)
        _empty(registration)
        promote(desk, act)


def _empty(registration: Registration) -> None:
    Message.objects.filter(about=f"events.registration:{registration.pk}").delete()
    Message.objects.filter(about__startswith=f"events.registration:{registration.pk}:").delete()
    _forget_in_booking(registration)
    registration.answers.all().delete()
    registration.needs_readings.all().delete()
    Certificate.objects.filter(registration=registration).delete()
    Needs.objects.filter(registration=registration).delete()
    registration.changes.update(why="", told=True)
    Registration.objects.filter(pk=registration.pk).update(
        given_name="", family_name="", email="", job="", organisation=None, organisation_name=""
    )


def _forget_in_booking(registration: Registration) -> None:
    """A summary that has not left is written again without them."""
    booking = Booking.objects.filter(pk=registration.booking_id)
    if Message.objects.filter(about=f"events.booking:{registration.booking_id}").delete()[0]:
        booking.update(summed_up=False)
    booking.filter(email=registration.email).update(name="", email="")
