"""The one way to write to somebody: a message is kept with what makes it owed, and leaves once that is committed."""

from collections.abc import Mapping
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from .models import Message
from .tasks import request_delivery

# RFC 3834: no answering machine answers.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


class Written(TypedDict):
    """The words of a message."""

    subject: str
    text: str
    html: str


def post(
    *,
    to: str,
    subject: str,
    text: str,
    html: str,
    about: str = "",
    headers: Mapping[str, str] | None = None,
    calendar: str = "",
) -> Message:
    """Write to `to`, in the caller's transaction. `about` is the key (`app.model:pk`) of what the message is about.
    `calendar`: what a calendar is asked to do, its METHOD included (iTIP, RFC 5546).

    A subject is cut at 200 characters. Raises ValueError for what would forge a header, and for what is no address:
    it would never leave.
    """
    given = {**AUTOMATIC, **(headers or {})}
    for line in (to, subject, *given, *given.values()):
        # Also what Python takes for the end of a line (form feed, U+2028…), as its writer of headers does.
        if len(f"{line}.".splitlines()) > 1:
            raise ValueError("a header is one line")
    try:
        Message._meta.get_field("to").clean(to, None)
    except ValidationError:
        # `from None`: the error it comes from quotes the address.
        raise ValueError("not an address") from None
    message = Message.objects.create(
        to=to,
        subject=Truncator(subject).chars(200),
        text=text,
        html=html,
        about=about,
        headers=given,
        calendar=calendar,
        written_at=timezone.now(),
    )
    transaction.on_commit(request_delivery, robust=True)
    return message


def withdraw(about: str) -> None:
    """Take back what has not left yet: whoever it was for no longer wants it, or what it says is no longer true.

    Raises ValueError for an empty key, which messages about nothing share.
    """
    if not about:
        raise ValueError("nothing is named")
    Message.objects.filter(about=about).delete()
