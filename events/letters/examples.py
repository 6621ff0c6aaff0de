"""A letter of each kind, to nobody, for who wants to see what people receive."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Booking, LetterNote, Registration, RegistrationDesk, StateChange
from events.registration.states import State

from .reminding import of_event
from .wording import words_for
from .writing import Letter, compose


def example(desk: RegistrationDesk, kind: LetterNote.Kind) -> Letter:
    """As somebody called « Prénom Nom » would receive it today."""
    now = timezone.now()
    state = State.CONFIRMED if kind == LetterNote.Kind.REMINDER else State(kind)
    registration = Registration(
        desk=desk,
        given_name=_("Prénom"),
        family_name=_("Nom"),
        state=state,
        offered_until=now + timedelta(hours=desk.offer_hours),
        booking=Booking(desk=desk),
        line=desk.turn,
    )
    if kind == LetterNote.Kind.REMINDER:
        return of_event(registration)
    words = words_for(registration, StateChange(registration=registration, after=state, before="", at=now))
    assert words is not None
    return compose(registration, words.subject, words.paragraphs, kind)
