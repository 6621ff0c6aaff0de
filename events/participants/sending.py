"""A request, from the form to the seats."""

from dataclasses import replace
from datetime import datetime

from events.models import RegistrationDesk
from events.registration.booking import AlreadyRegistered, Request, book

from . import notices


def send(desk: RegistrationDesk, request: Request, now: datetime) -> None:
    """Book for all of them. Those who are registered already are sent their own link, and nobody else is told.

    Raises what `book` raises, but AlreadyRegistered.
    """
    while request.people:
        try:
            book(desk.pk, request, now)
            return
        except AlreadyRegistered as known:
            notices.send_links(known.registrations, now)
            addresses = {registration.email for registration in known.registrations}
            others = [person for person in request.people if person.email.lower() not in addresses]
            request = replace(request, people=others)
