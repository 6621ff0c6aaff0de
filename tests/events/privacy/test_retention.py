"""Every column about people is declared, and goes when it is due."""

import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events.letters import moves, summaries
from events.models import Announcement, Answer, Needs, NeedsReading, Question, Registration, StateChange
from events.privacy import purging, space
from events.privacy.purging import purge
from events.privacy.retention import TABLE
from events.privacy.tasks import forget_registrations
from events.registration import changing
from events.registration.booking import Person, Request, book
from events.registration.moving import Act
from mail.models import Message
from tests.events.factories import NOW, STARTS, asking, desk_with, person
from tests.events.private_links import leads_to

pytestmark = pytest.mark.django_db

# Models of the events app that hold nothing about who comes: pages and what organisers say of their events.
_OF_EVENTS = {
    "EventPage",
    "EventIndexPage",
    "RegistrationDesk",
    "Quota",
    "Question",
    "CalendarEntry",
    "HalfDay",
    "ImportedEvent",
    "ManagerLink",
    "LetterNote",
}
_TELLING = (models.CharField, models.TextField, models.JSONField, models.UUIDField)
# Words of ours, not of people.
_CHOICES = {"Registration.state", "StateChange.before", "StateChange.after"} | {
    "Announcement.kind",
    "Announcement.recipients",
}
CANARY = "Xylophage"


def tells(field: models.Field[object, object]) -> bool:
    """Whether a column could hold something about a person."""
    others = field.related_model._meta.label if isinstance(field, models.ForeignKey) else ""
    return isinstance(field, _TELLING) or others in ("accounts.User", "network.Organisation")


def columns_about_people(model: type[models.Model]) -> set[str]:
    return {f"{model.__name__}.{field.name}" for field in model._meta.concrete_fields if tells(field)} - _CHOICES


def declared() -> set[str]:
    return set().union(*(kept.columns for kept in TABLE))


def test_every_column_about_people_is_declared() -> None:
    models_of_people = [
        model for model in apps.get_app_config("events").get_models() if model.__name__ not in _OF_EVENTS
    ]
    assert set().union(*map(columns_about_people, models_of_people)) == declared()


def test_a_new_column_would_be_seen() -> None:
    assert columns_about_people(Needs) - (declared() - {"Needs.note"}) == {"Needs.note"}


def test_the_page_says_all_of_it(client: Client) -> None:
    shown = client.get(reverse("events:rights")).content.decode()
    for kept in TABLE:
        assert str(kept.why) in shown and str(kept.until) in shown


def everything() -> str:
    """All that the database holds, as text."""
    rows = [row for model in apps.get_models() for row in model._default_manager.all()]
    return serializers.serialize("json", rows, ensure_ascii=False)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Registration:
    """Somebody of whom everything that can be known is, each with the canary in it; messages wait about them."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    desk = desk_with(capacity=1)
    question = Question.objects.create(desk=desk, label="Attentes", purpose="Préparer.", days_kept=90)
    who = Person(
        given_name=CANARY,
        family_name=CANARY,
        email=f"{CANARY}@exemple.test",
        job=CANARY,
        organisation_name=CANARY,
        answers={question.pk: CANARY},
    )
    asked = asking(who, person("Alix"))
    booking = book(desk.pk, Request(asked.token, CANARY, f"chef-{CANARY}@exemple.test", asked.people), NOW)
    registration = booking.registrations.get(given_name=CANARY)
    Needs.objects.create(registration=registration, accommodations=["lsf"], note=CANARY, said_at=NOW)
    reader = User.objects.create_user(username="referente")
    NeedsReading.objects.create(registration=registration, user=reader, read_at=NOW)
    StateChange.objects.filter(registration=registration).update(why=CANARY)
    Announcement.objects.create(desk=desk, subject=CANARY, text=CANARY, made_at=NOW, done_at=NOW)
    moves.write_due()
    summaries.write_due()
    return registration


def forget(now: datetime) -> None:
    purge(now)
    # The outbox keeps a message a week at most.
    Message.objects.filter(written_at__lt=now - timedelta(days=7)).delete()


def test_nothing_is_left_when_everything_is_due(planted: Registration) -> None:
    assert everything().lower().count(CANARY.lower()) >= 12, "the control: it is there"
    forget(STARTS + timedelta(days=3 * 365 + 1))
    assert CANARY.lower() not in everything().lower()
    kept = Registration.objects.get(pk=planted.pk)
    assert kept.state == "anonyme" and kept.changes.get(after="anonyme").before == "confirmee", "figures stay true"


def test_each_goes_at_its_own_time(planted: Registration) -> None:
    ends = planted.desk.event.ends_at
    assert ends is not None
    purge(ends + timedelta(days=29))
    assert Needs.objects.exists()
    purge(ends + timedelta(days=31))
    assert not Needs.objects.exists() and Answer.objects.exists()
    alix = Registration.objects.get(given_name="Alix")
    assert alix.state == "liste-attente"
    purge(ends + timedelta(days=91))
    assert not Answer.objects.exists()
    alix.refresh_from_db()
    planted.refresh_from_db()
    assert (alix.state, alix.email) == ("anonyme", "") and planted.state == "confirmee"
    assert planted.booking.name == CANARY
    purge(ends + timedelta(days=3 * 365 + 1))
    planted.refresh_from_db()
    assert planted.state == "anonyme" and not Announcement.objects.exists()


def test_an_event_without_a_date_is_not_kept_for_ever() -> None:
    desk = desk_with()
    type(desk.event).objects.filter(pk=desk.event.pk).update(starts_at=None, ends_at=None)
    alix = book(desk.pk, asking(person("Alix")), NOW).registrations.get()
    changing.give_up(alix.pk, Act(NOW))
    purge(NOW + timedelta(days=89))
    alix.refresh_from_db()
    assert alix.state == "annulee"
    purge(NOW + timedelta(days=91))
    alix.refresh_from_db()
    assert alix.state == "anonyme"


def test_the_command_says_what_it_would_do_and_does_nothing(
    planted: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: STARTS + timedelta(days=100))
    said = StringIO()
    call_command("purge_registrations", "--dry-run", stdout=said)
    assert "besoins d’aménagement : 1" in said.getvalue() and "inscriptions : 1" in said.getvalue()
    assert Needs.objects.exists()
    call_command("purge_registrations", stdout=StringIO())
    assert not Needs.objects.exists()
    call_command("purge_registrations", stdout=(again := StringIO()))
    assert "inscriptions : 0" in again.getvalue()


def test_interrupted_it_goes_on(planted: Registration, monkeypatch: pytest.MonkeyPatch) -> None:
    erase, calls = purging.erase, []

    def killed_at_the_second(*args: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        erase(*args)

    late = STARTS + timedelta(days=3 * 365 + 1)
    with monkeypatch.context() as killing:
        killing.setattr(purging, "erase", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            purge(late)
    forget(late)
    assert CANARY.lower() not in everything().lower()


def test_seats_badly_counted_are_told_and_not_repaired(caplog: pytest.LogCaptureFixture) -> None:
    User.objects.create_superuser(username="chef", email="chef@exemple.test", password="x")
    desk = desk_with()
    assert forget_registrations.func()["registrations"] == 0 and not Message.objects.exists()
    desk.quotas.update(held=3)
    forget_registrations.func()
    message = Message.objects.get()
    assert message.to == "chef@exemple.test" and "3 / 0" in message.text and "3 / 0" in message.html
    assert desk.quotas.get().held == 3 and "says 3 seats" in caplog.text


def test_somebody_erases_everything_of_theirs(planted: Registration, client: Client) -> None:
    url = space.address(planted.email)
    page = client.get(url).content.decode()
    assert planted.desk.event.title in page and leads_to(page) == {planted}
    data = json.loads(client.get(f"{url}donnees.json").content)
    [registration] = data["inscriptions"]
    assert registration["prenom"] == CANARY and registration["reponses"] == {"Attentes": CANARY}
    assert registration["amenagements"] == ["lsf"] and registration["precision"] == CANARY
    assert "Alix" not in json.dumps(data)
    assert "C’est définitif" in client.get(f"{url}effacer/").content.decode()
    assert Registration.objects.get(pk=planted.pk).state == "confirmee"
    assert "C’est effacé" in client.post(f"{url}effacer/").content.decode()
    assert Registration.objects.get(pk=planted.pk).state == "anonyme"
    assert Registration.objects.get(given_name="Alix").state == "proposee", "the seat goes on"
    assert not Message.objects.filter(to=planted.email).exists()
    assert "Aucune inscription" in client.get(url).content.decode()


def test_a_space_opens_by_its_own_link_for_a_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    url = space.address("camille@exemple.test")
    assert client.get(url).status_code == 200
    assert client.get(url.rstrip("/")[:-1] + "/").status_code == 400
    monkeypatch.setattr(space, "LASTS", timedelta(0))
    assert client.get(url).status_code == 400
