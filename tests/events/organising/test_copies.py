"""The same event again: as a copy, or on the following dates, at the same hour on the clocks of the place."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from events.models import EventPage, HalfDay, Question, Quota, RegistrationDesk
from events.organising.recurring import following
from events.registration.booking import book
from tests.events.factories import NOW, STARTS, asking, desk_with, person, quota
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser(username="cheffe", password="x"))
    return client


@pytest.fixture
def source() -> RegistrationDesk:
    """With everything that a desk can hold, and somebody."""
    desk = desk_with(capacity=2, contact="colloque@exemple.test", moderated=True)
    desk.organisations.add(OrganisationFactory.create())
    workshop = quota(
        desk, Quota.Kind.WORKSHOP, 5, label="Tutorat", starts_at=STARTS, ends_at=STARTS + timedelta(hours=1)
    )
    Question.objects.create(desk=desk, label="Repas", purpose="Compter.")
    HalfDay.objects.create(desk=desk, starts_at=STARTS, ends_at=STARTS + timedelta(hours=3))
    book(desk.pk, asking(person("Camille", places=frozenset({workshop.pk}))), NOW)
    return desk


def test_a_copied_event_takes_registrations_and_has_nobody(admin: Client, source: RegistrationDesk) -> None:
    event = source.event
    parent = event.get_parent()
    sent = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": parent.pk, "publish_copies": ""}
    admin.post(reverse("wagtailadmin_pages:copy", args=[event.pk]), sent)
    copy = EventPage.objects.get(slug="copie").desk
    assert copy.contact == "colloque@exemple.test" and copy.moderated and copy.turn == 0
    assert list(copy.quotas.values_list("kind", "capacity", "held")) == [("evenement", 2, 0), ("atelier", 5, 0)]
    assert copy.questions.get().label == "Repas" and copy.half_days.count() == copy.organisations.count() == 1
    assert not copy.registrations.exists() and source.registrations.count() == 1
    assert source.quotas.get(kind="atelier").capacity == 5


@pytest.mark.parametrize(
    ("rythme", "days"),
    [
        ("semaine", [date(2027, 6, 17), date(2027, 6, 24), date(2027, 7, 1)]),
        ("quinzaine", [date(2027, 6, 24), date(2027, 7, 8), date(2027, 7, 22)]),
        ("mois", [date(2027, 7, 8), date(2027, 8, 12), date(2027, 9, 9)]),
    ],
)
def test_dates_follow_the_rule(rythme: str, days: list[date]) -> None:
    assert following(EventPage(starts_at=STARTS), rythme, 3) == days


def test_a_fifth_day_of_the_month_is_the_last() -> None:
    event = EventPage(starts_at=datetime(2027, 3, 29, 8, 0, tzinfo=UTC))  # the fifth Monday
    assert following(event, "mois", 3) == [date(2027, 4, 26), date(2027, 5, 31), date(2027, 6, 28)]


def test_dates_are_seen_then_made_as_drafts_with_their_own_places(admin: Client, source: RegistrationDesk) -> None:
    address = reverse("event_organising:recurring", args=[source.event.pk])
    rule = {"rythme": "semaine", "nombre": 2}
    assert "jeudi 17 juin 2027" in admin.post(address, rule).content.decode()
    assert EventPage.objects.count() == 1
    assert admin.post(address, rule | {"bouton": "creer"}).status_code == 302
    first, second = EventPage.objects.exclude(pk=source.event.pk).order_by("starts_at")
    assert not first.live and first.starts_at == STARTS + timedelta(days=7)
    assert second.desk.quotas.get(kind="atelier").starts_at == STARTS + timedelta(days=14)
    assert second.desk.half_days.get().starts_at == STARTS + timedelta(days=14)
    assert not second.desk.registrations.exists() and second.ends_at == STARTS + timedelta(days=14, hours=9)


def test_an_hour_stays_the_same_when_clocks_change(admin: Client) -> None:
    desk = desk_with()
    EventPage.objects.filter(pk=desk.event.pk).update(starts_at=datetime(2027, 3, 25, 8, 30, tzinfo=UTC), ends_at=None)
    address = reverse("event_organising:recurring", args=[desk.event.pk])
    admin.post(address, {"rythme": "semaine", "nombre": 1, "bouton": "creer"})
    made = EventPage.objects.exclude(pk=desk.event.pk).get()
    assert made.starts_at == datetime(2027, 4, 1, 7, 30, tzinfo=UTC), "9 h 30 in Paris, before and after"


@pytest.mark.parametrize("rule", [{}, {"rythme": "jour", "nombre": 1}, {"rythme": "semaine", "nombre": 53}])
def test_a_rule_that_is_none_makes_nothing(admin: Client, source: RegistrationDesk, rule: dict[str, object]) -> None:
    address = reverse("event_organising:recurring", args=[source.event.pk])
    assert admin.post(address, rule | {"bouton": "creer"}).status_code == 400
    assert EventPage.objects.count() == 1


def test_an_event_without_a_date_has_no_following_ones(admin: Client, source: RegistrationDesk) -> None:
    EventPage.objects.update(starts_at=None, ends_at=None)
    assert admin.get(reverse("event_organising:recurring", args=[source.event.pk])).status_code == 404


def test_the_pages_of_an_event_and_of_the_agenda_lead_there(admin: Client, source: RegistrationDesk) -> None:
    event = admin.get(reverse("wagtailadmin_pages:edit", args=[source.event.pk])).content.decode()
    assert reverse("event_organising:recurring", args=[source.event.pk]) in event
    assert reverse("event_organising:people", args=[source.pk]) in event
    agenda = admin.get(reverse("wagtailadmin_explore", args=[source.event.get_parent().pk])).content.decode()
    assert reverse("event_organising:importing") in agenda
