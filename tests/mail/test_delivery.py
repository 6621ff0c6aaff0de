"""Messages leave, each at most once, whatever is killed, refused or away; nobody's address is told."""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPConnectError, SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from mail import delivery, signals
from mail.models import Message
from mail.tasks import deliver_mail
from tests.support.mailbox import Mailbox

from .conftest import ADDRESS, heard, planned, planned_between

pytestmark = pytest.mark.django_db

Write = Callable[..., Message]
NOW = timezone.now()
OTHER = "dominique@example.org"


def after(action: Callable[[], object]) -> Callable[..., None]:
    """Hands over, then does `action`."""
    hand_over = delivery._hand_over

    def both(*args: Any) -> None:
        hand_over(*args)
        action()

    return both


def be_killed(*args: Any) -> None:
    raise KeyboardInterrupt


def killed(monkeypatch: pytest.MonkeyPatch, hand_over: Callable[..., None], run: Callable[[], object]) -> None:
    """`run()` dies in `hand_over`."""
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_hand_over", hand_over)
        with pytest.raises(KeyboardInterrupt):
            run()


# Killed


def test_killed_after_the_hand_over_it_is_not_sent_again(
    write: Write, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    killed(monkeypatch, after(be_killed), lambda: delivery.deliver(NOW))
    assert len(mailbox.messages) == 1
    for day in range(1, 6):
        assert delivery.deliver(NOW + timedelta(days=day)) == 0
    assert len(mailbox.messages) == 1


def test_killed_between_claim_and_hand_over_it_is_not_sent_and_holds_no_other(
    write: Write, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    write(to=OTHER)
    killed(monkeypatch, be_killed, lambda: delivery.deliver(NOW))
    assert delivery.deliver(NOW) == 1
    assert [message["To"] for message in mailbox.messages] == [OTHER]


def test_without_the_claim_it_would_be_sent_twice(
    write: Write, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of both tests above."""
    write()
    killed(monkeypatch, after(be_killed), lambda: delivery.deliver(NOW))
    Message.objects.update(claimed_at=None)
    delivery.deliver(NOW)
    assert len(mailbox.messages) == 2


def test_several_workers_send_each_message_once(
    write: Write, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second worker comes while the first has handed over the first of three and not yet noted it."""
    for number in range(3):
        write(subject=f"Message {number}")
    sent_by_the_other: list[int] = []

    def other_worker() -> None:
        if not sent_by_the_other:
            sent_by_the_other.append(0)
            sent_by_the_other.append(delivery.deliver(NOW))

    monkeypatch.setattr(delivery, "_hand_over", after(other_worker))
    assert delivery.deliver(NOW) == 1
    assert sent_by_the_other[1] == 2
    assert sorted(message["Subject"] for message in mailbox.messages) == ["Message 0", "Message 1", "Message 2"]


# Refused


@pytest.mark.parametrize("answers", ["recipient_answers", "data_answers"])
def test_what_the_server_refuses_for_now_stays_due(write: Write, mailbox: Mailbox, answers: str) -> None:
    write()
    getattr(mailbox, answers).append("451 Later please")
    assert delivery.deliver(NOW) == 0
    assert delivery.deliver(NOW) == 1
    assert len(mailbox.messages) == 1


def test_one_refusal_does_not_hold_the_others(write: Write, mailbox: Mailbox) -> None:
    write()
    write(to=OTHER)
    mailbox.recipient_answers.append("450 Busy")
    assert delivery.deliver(NOW) == 1
    assert [message["To"] for message in mailbox.messages] == [OTHER]


def test_a_message_that_cannot_be_put_in_form_does_not_hold_the_others(write: Write, mailbox: Mailbox) -> None:
    Message.objects.filter(pk=write().pk).update(subject="a\nBcc: b@example.org")
    write(to=OTHER)
    assert delivery.deliver(NOW) == 1
    assert [message["To"] for message in mailbox.messages] == [OTHER]
    assert Message.objects.waiting().count() == 1


def test_a_message_at_which_the_server_hangs_up_holds_the_others_once(
    write: Write, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    hated = write()
    write(to=OTHER)
    hand_over = delivery._hand_over

    def hang_up(message: Message, *args: Any) -> None:
        if message.pk == hated.pk:
            raise SMTPServerDisconnected
        hand_over(message, *args)

    monkeypatch.setattr(delivery, "_hand_over", hang_up)
    assert [delivery.deliver(NOW) for _run in range(2)] == [0, 1]
    assert [message["To"] for message in mailbox.messages] == [OTHER]


def test_no_server_at_all_keeps_everything_due(write: Write, mailbox: Mailbox, settings: Settings) -> None:
    write()
    write(to=OTHER)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert delivery.deliver(NOW) == 0
    settings.EMAIL_PORT = port
    assert delivery.deliver(NOW) == 2


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (SMTPAuthenticationError(535, b"Wrong password"), 1),
        (SMTPConnectError(554, b"Not you"), 1),
        (SMTPServerDisconnected("gone"), 1),
        (TimeoutError(), 1),
        (SMTPDataError(554, b"Not this"), 2),
    ],
)
def test_a_server_that_does_not_talk_is_asked_once_a_run(
    write: Write, monkeypatch: pytest.MonkeyPatch, error: OSError, attempts: int
) -> None:
    tried: list[object] = []

    def refuse(message: Message, connection: object) -> None:
        tried.append(message)
        raise error

    monkeypatch.setattr(delivery, "_hand_over", refuse)
    write()
    write(to=OTHER)
    assert delivery.deliver(NOW) == 0
    assert len(tried) == attempts and Message.objects.waiting().count() == 2


@pytest.mark.parametrize(
    ("answer", "refused"), [("550 No such user", True), ("450 Busy", False), ("550 No such user", False)]
)
def test_who_wrote_is_told_of_an_address_refused_for_good(
    write: Write, mailbox: Mailbox, answer: str, refused: bool
) -> None:
    write(about="app.model:1")
    times = delivery.MOST_REFUSALS if refused or answer.startswith("450") else delivery.MOST_REFUSALS - 1
    mailbox.recipient_answers += [answer] * times
    with heard(signals.refused_for_good) as told:
        for _attempt in range(times):
            assert not told
            delivery.deliver(NOW)
    assert told == [{"about": "app.model:1", "to": ADDRESS}] * refused
    assert Message.objects.exists() is not refused


def test_who_wrote_is_told_that_it_was_taken(write: Write, mailbox: Mailbox) -> None:
    write(about="app.model:1")
    with heard(signals.taken) as told:
        delivery.deliver(NOW)
    assert told == [{"about": "app.model:1", "at": NOW}]


def test_who_fails_when_told_does_not_hold_the_others(write: Write, mailbox: Mailbox) -> None:
    def fail(**said: Any) -> None:
        raise RuntimeError

    write()
    write()
    signals.taken.connect(fail)
    try:
        assert delivery.deliver(NOW) == 2
    finally:
        signals.taken.disconnect(fail)


def test_logs_never_hold_an_address(write: Write, mailbox: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    write(subject="Bonjour Camille")
    mailbox.recipient_answers.append(f"450 <{ADDRESS}> is busy")
    caplog.set_level(logging.DEBUG)
    delivery.deliver(NOW)
    # "mail.log" is the server of this test.
    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "mail.log")
    assert "SMTPRecipientsRefused 450" in said
    assert "canari" not in said and "Camille" not in said


# Planned


def test_what_waits_is_tried_again_and_given_up_after_a_week(
    write: Write, mailbox: Mailbox, settings: Settings
) -> None:
    settings.EMAIL_PORT = 1
    write()
    before = timezone.now()
    for _time in range(2):
        assert deliver_mail.call() == {"sent": 0, "waiting": 1}
    assert planned() == planned_between(before, before + timedelta(minutes=6)) == 1
    delivery.purge(timezone.now() + delivery.KEPT - timedelta(minutes=1))
    assert Message.objects.exists()
    delivery.purge(timezone.now() + delivery.KEPT + timedelta(minutes=1))
    assert not Message.objects.exists()


def test_a_killed_worker_is_followed_by_another_run(
    write: Write, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    write(to=OTHER)
    killed(monkeypatch, be_killed, deliver_mail.call)
    assert planned() == 1
    assert deliver_mail.call() == {"sent": 1, "waiting": 0}


def test_what_was_begun_is_forgotten_after_a_week_even_if_nobody_writes_any_more(write: Write) -> None:
    Message.objects.filter(pk=write().pk).update(claimed_at=NOW)
    before = timezone.now()
    deliver_mail.call()
    assert planned() == planned_between(before + timedelta(hours=23), before + timedelta(hours=25)) == 1
    Message.objects.update(written_at=NOW - delivery.KEPT - timedelta(days=1))
    deliver_mail.call()
    assert not Message.objects.exists() and planned() == 1


def test_nothing_to_send_plans_nothing(db: None) -> None:
    deliver_mail.call()
    assert planned() == 0


# By hand


def test_the_command_says_what_waits_then_sends_it(
    write: Write, mailbox: Mailbox, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write()
    Message.objects.filter(pk=write().pk).update(claimed_at=NOW)
    call_command("mail_deliver", dry_run=True)
    said = capsys.readouterr().out
    assert "1 messages wait, the oldest since 20" in said and "1 begun" in said and ADDRESS not in said
    assert not mailbox.messages
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(CommandError, match="tried again"):
        call_command("mail_deliver", verbosity=0)
    settings.EMAIL_PORT = port
    call_command("mail_deliver")
    assert "1 messages sent, 0 waiting" in capsys.readouterr().out
    assert len(mailbox.messages) == 1
