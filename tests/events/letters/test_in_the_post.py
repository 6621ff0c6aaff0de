"""What leaves, seen by the mail server that takes it."""

import pytest
from django.utils import timezone

from events.letters import moves
from events.registration.booking import book
from mail.delivery import deliver
from mail.models import Message
from tests.events.factories import NOW, asking, desk_with, person
from tests.support.mailbox import Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def owed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    desk = desk_with()
    desk.event.save_revision().publish()
    book(desk.pk, asking(person("Camille")), NOW)
    moves.write_due()


def test_the_invitation_is_a_part_that_calendars_understand(mailbox: Mailbox) -> None:
    assert deliver(NOW) == 1
    [message] = mailbox.messages
    assert message.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(message.iter_parts())[2]
    assert calendar.get_param("method") == "REQUEST" and calendar.get_content_charset() == "utf-8"
    assert "BEGIN:VEVENT" in calendar.get_content()
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_server_that_is_away_loses_nothing_and_doubles_nothing(mailbox: Mailbox) -> None:
    mailbox.data_answers = ["451 plus tard"]
    assert deliver(NOW) == 0 and Message.objects.count() == 1
    assert moves.write_due() == 0
    assert deliver(NOW) == 1 and deliver(NOW) == 0
    assert [message["To"] for message in mailbox.messages] == ["camille@exemple.test"]
