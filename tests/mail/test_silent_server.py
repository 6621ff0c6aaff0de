"""A mail server may fall silent at any word. What it may have taken is not given again; all the rest is."""

import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import trustme
from django.utils import timezone
from pytest_django.fixtures import Settings

from mail import delivery, smtp
from mail.models import Message
from tests.support.mailbox import listening
from tests.support.silent_mail_server import silent

pytestmark = pytest.mark.django_db

Write = Callable[..., Message]
Deliver = Callable[[str, bool], tuple[int, int]]
NOW = timezone.now()
LONG = "mot " * 2_000_000  # more than the system keeps for a server that does not read

every_way = pytest.mark.parametrize("hangs_up", [False, True], ids=["silent", "hangs up"])


@pytest.fixture(autouse=True)
def impatient(settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "mail.smtp.EmailBackend", "127.0.0.1", 0.2
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


@pytest.fixture
def deliver(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Deliver:
    """`deliver(word, hangs_up)` to a server silent at that word: what left, and what the server received whole."""

    def deliver(word: str, hangs_up: bool) -> tuple[int, int]:
        with silent(word, hangs_up) as server, monkeypatch.context() as impatient:
            impatient.setattr(smtp, "LAST_WORD", 0.3)
            settings.EMAIL_PORT = server.port
            left = delivery.deliver(NOW)
        return left, len(server.messages)

    return deliver


def later_taken(settings: Settings) -> list[str]:
    """The subjects of what a server that works is given afterwards, however often it is tried."""
    with listening(settings) as mailbox:
        for hour in range(1, 4):
            delivery.deliver(NOW + timedelta(hours=hour))
        return sorted(message["Subject"].strip() for message in mailbox.messages)


@every_way
@pytest.mark.parametrize("word", ["", "EHLO", "MAIL", "RCPT", "DATA", "body"])
def test_silent_before_the_end_of_a_message_it_is_given_again(
    write: Write, deliver: Deliver, settings: Settings, word: str, hangs_up: bool
) -> None:
    write(subject="Premier", text=LONG if word == "body" else "Texte")
    write(subject="Second")
    assert deliver(word, hangs_up) == (0, 0)
    assert Message.objects.waiting().count() == 2
    assert later_taken(settings) == ["Premier", "Second"]


@every_way
def test_silent_once_it_has_all_of_a_message_it_is_not_given_it_again(
    write: Write, deliver: Deliver, settings: Settings, hangs_up: bool, caplog: pytest.LogCaptureFixture
) -> None:
    first = write(subject="Premier")
    write(subject="Second")
    assert deliver(".", hangs_up) == (0, 1)
    assert f"message {first.pk} may have been taken" in caplog.text
    assert later_taken(settings) == ["Second"]
    delivery.purge(NOW + delivery.KEPT + timedelta(hours=1))
    assert not Message.objects.exists()


def test_silent_in_an_encrypted_conversation_it_is_not_given_it_again_either(
    write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    monkeypatch.setattr(smtp, "LAST_WORD", 0.3)
    settings.EMAIL_USE_SSL, settings.EMAIL_TIMEOUT = True, 5
    write()
    with silent(".", tls=context) as server:
        settings.EMAIL_PORT = server.port
        assert delivery.deliver(NOW) == 0
    assert len(server.messages) == 1 and not Message.objects.waiting().exists()


def test_by_django_alone_it_would_be_given_twice(write: Write, deliver: Deliver, settings: Settings) -> None:
    """The control of the test above."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    write(subject="Premier")
    assert deliver(".", False) == (0, 1)
    assert later_taken(settings) == ["Premier"]


@every_way
def test_silent_once_it_has_said_that_a_message_is_taken_it_is_taken(
    write: Write, deliver: Deliver, hangs_up: bool
) -> None:
    write(subject="Premier")
    write(subject="Second")
    assert deliver("QUIT", hangs_up) == (2, 2)
    assert not Message.objects.exists()
