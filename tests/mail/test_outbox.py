"""What is written with what makes it owed, and what is taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from mail import delivery
from mail.models import Message
from mail.outbox import withdraw
from mail.tasks import deliver_mail
from tests.support.mailbox import Mailbox

from .conftest import ADDRESS, planned

pytestmark = pytest.mark.django_db

Write = Callable[..., Message]


def test_a_message_leaves_once_what_it_tells_is_committed(
    write: Write, django_capture_on_commit_callbacks: Any, mailbox: Mailbox
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write()
        write()
        assert not planned()
    assert planned() == 1
    deliver_mail.call()
    assert [message["To"] for message in mailbox.messages] == [ADDRESS] * 2
    assert not Message.objects.exists()


def test_what_is_undone_is_not_written(write: Write) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_headers_are_those_given_and_no_answering_machine_answers(write: Write, mailbox: Mailbox) -> None:
    write(headers={"List-Unsubscribe": "<https://portail.example/stop>"})
    write(headers={"Auto-Submitted": "no"})
    delivery.deliver(timezone.now())
    first, second = mailbox.messages
    assert (first["Auto-Submitted"], first["List-Unsubscribe"]) == (
        "auto-generated",
        "<https://portail.example/stop>",
    )
    assert second["Auto-Submitted"] == "no"


@pytest.mark.parametrize("end_of_line", ["\n", "\r", "\r\n", "\f", "\v", "\x1c", "\x85", "\u2028"])
@pytest.mark.parametrize("forged", ["to", "subject", "headers", "name"])
def test_no_header_is_forged(write: Write, forged: str, end_of_line: str) -> None:
    lines = f"a@example.org{end_of_line}Bcc: b@example.org"
    values: dict[str, Any] = {"headers": {"X-Y": lines}, "name": {lines: "x"}}
    given = {"headers": values[forged]} if forged in values else {forged: lines}
    with pytest.raises(ValueError, match="one line"):
        write(**given)
    assert not Message.objects.exists()


@pytest.mark.parametrize("to", ["", "camille", "camille@", "a@b.fr, c@d.fr", "a" * 250 + "@example.org"])
def test_what_is_no_address_is_refused_without_being_quoted(write: Write, to: str) -> None:
    with pytest.raises(ValueError, match="not an address") as refusal:
        write(to=to)
    assert (str(refusal.value), refusal.value.__suppress_context__) == ("not an address", True)
    assert not Message.objects.exists()


def test_a_long_subject_is_cut(write: Write, mailbox: Mailbox) -> None:
    write(subject="emploi " * 50)
    delivery.deliver(timezone.now())
    subject = mailbox.messages[0]["Subject"].strip()
    assert len(subject) == 200 and subject.endswith("…")


def test_what_is_withdrawn_does_not_leave(write: Write, mailbox: Mailbox) -> None:
    write(about="app.model:1")
    write(about="app.model:11")
    write()
    withdraw("app.model:1")
    assert delivery.deliver(timezone.now()) == len(mailbox.messages) == 2


def test_withdrawing_what_is_not_named_takes_nothing_back(write: Write) -> None:
    write()
    with pytest.raises(ValueError, match="nothing is named"):
        withdraw("")
    assert Message.objects.count() == 1


def test_withdrawing_while_a_message_is_begun_stops_it(
    write: Write, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the list that a worker made and its hand-over."""
    write(about="app.model:1")
    write(about="app.model:2")
    hand_over = delivery._hand_over

    def withdrawn_meanwhile(*args: Any) -> None:
        hand_over(*args)
        withdraw("app.model:2")

    monkeypatch.setattr(delivery, "_hand_over", withdrawn_meanwhile)
    assert delivery.deliver(timezone.now()) == len(mailbox.messages) == 1


def test_nothing_shown_of_a_message_is_personal(write: Write) -> None:
    message = write(subject="Bonjour Camille")
    assert ADDRESS not in f"{message} {message!r}" and "Camille" not in f"{message} {message!r}"
