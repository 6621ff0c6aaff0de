"""Asking to come: one person, or several of an establishment, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cms.languages import spoken_language
from events.models import Answer, Booking, Quota, Registration, RegistrationDesk
from network.models import Organisation

from .line import seated
from .moving import Act, enter
from .places import chosen
from .seats import turn
from .states import State


@dataclass(frozen=True)
class Person:
    """Who would come. `places`: numbers of quotas, but that of the event. `answers`: {number of question: value}."""

    given_name: str
    family_name: str
    email: str
    job: str = ""
    organisation: Organisation | None = None
    organisation_name: str = ""
    places: frozenset[int] = frozenset()
    answers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What a form sent. The same `token` always gets the first answer; `together`: all of them or nobody."""

    token: UUID
    name: str
    email: str
    people: Sequence[Person]
    together: bool = False


class Refused(Exception):
    """The request is not taken; the message is for the person. Nothing is kept."""


class AlreadyRegistered(Refused):
    """Some of them are already registered: `registrations` are theirs."""

    def __init__(self, message: str, registrations: Sequence[Registration]) -> None:
        super().__init__(message)
        self.registrations = registrations


def book(desk_pk: int, request: Request, now: datetime, by: User | None = None) -> Booking:
    """Take the request: each person is confirmed, waits for a seat, or for the organiser's agreement.

    `by` is who organises and writes for somebody: the dates of registration do not hold for them, and they agree.
    Raises Refused (AlreadyRegistered among others), WrongPlaces, or Full when a workshop has no place left.
    """
    with turn(desk_pk) as desk:
        if first := Booking.objects.filter(token=request.token, desk=desk).first():
            return first
        if by is None and not desk.is_open(now):
            raise Refused(_("Les inscriptions ne sont pas ouvertes."))
        _check(desk, request)
        quotas = list(desk.quotas.all())
        wanted = [chosen(quotas, person.places) for person in request.people]
        pending = desk.moderated and by is None
        states = [State.PENDING] * len(wanted) if pending else _states(desk, quotas, wanted, together=request.together)
        booking = Booking.objects.create(
            token=request.token,
            desk=desk,
            name=request.name,
            email=request.email.lower(),
            together=request.together,
            made_at=now,
            language=settings.LANGUAGE_CODE if by else spoken_language(),
        )
        for person, places, state in zip(request.people, wanted, states, strict=True):
            register(booking, person, places, state, Act(now, user=by))
        return booking


def register(
    booking: Booking,
    person: Person,
    places: Sequence[Quota],
    state: State,
    act: Act,
    replaces: Registration | None = None,
) -> Registration:
    """One more person, inside `seats.turn`. Raises Full."""
    registration = Registration.objects.create(
        desk=booking.desk,
        booking=booking,
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        job=person.job,
        organisation=person.organisation,
        organisation_name="" if person.organisation else person.organisation_name,
        state=state,
        moved_at=act.at,
        line=booking.desk.turn,
        replaces=replaces,
    )
    Answer.objects.bulk_create(
        Answer(registration=registration, question_id=question, value=value)
        for question, value in person.answers.items()
        if value
    )
    enter(registration, [place for place in places if state != State.WAITING or place.is_waited_for], act)
    return registration


def _check(desk: RegistrationDesk, request: Request) -> None:
    if not 0 < len(request.people) <= desk.largest_group:
        most = ngettext(
            "Une demande compte %(number)d personne au plus.",
            "Une demande compte %(number)d personnes au plus.",
            desk.largest_group,
        )
        raise Refused(most % {"number": desk.largest_group})
    emails = [person.email.lower() for person in request.people]
    if len(set(emails)) < len(emails):
        raise Refused(_("Deux personnes ont la même adresse électronique : chacune a besoin de la sienne."))
    check_invited(desk, request.people)
    known = list(desk.registrations.active().filter(email__in=emails))
    if known:
        raise AlreadyRegistered(_("Une personne de la demande est déjà inscrite."), known)


def check_invited(desk: RegistrationDesk, people: Sequence[Person]) -> None:
    """Raises Refused when the event is for named organisations, and somebody is of none of them."""
    if desk.audience == RegistrationDesk.Audience.ORGANISATIONS:
        invited = set(desk.organisations.values_list("pk", flat=True))
        if any(person.organisation is None or person.organisation.pk not in invited for person in people):
            raise Refused(_("Cet événement est réservé aux structures nommées : choisissez l’une d’elles."))


def _states(
    desk: RegistrationDesk, quotas: Sequence[Quota], wanted: Sequence[Sequence[Quota]], *, together: bool
) -> list[State]:
    places = [[place for place in each if place.is_waited_for] for each in wanted]
    seats = seated(desk, quotas, places, together=together)
    return [State.CONFIRMED if gets_in else State.WAITING for gets_in in seats]
