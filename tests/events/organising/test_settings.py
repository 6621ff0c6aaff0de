"""Opening the registration of an event, and setting it: nothing that people hold is taken from them."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Answer, Question, Quota, RegistrationDesk, Scan
from events.registration.booking import book
from tests.events.factories import NOW, EventPageFactory, asking, calendar, desk_with, person, quota
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def url(desk: RegistrationDesk) -> str:
    return reverse("event_organising:settings", args=[desk.pk])


def sent(desk: RegistrationDesk, **changes: Any) -> dict[str, Any]:
    """What the page sends when nothing is changed, then the changes; `places__0__capacity` for those with hyphens."""
    data: dict[str, Any] = {
        "opens_at": "2027-02-28 10:00",
        "closes_at": "",
        "audience": desk.audience,
        "named": "",
        "largest_group": 10,
        "offer_hours": 48,
        "contact": "",
    }
    for prefix, rows, fields in (
        ("places", list(desk.quotas.all()), ("kind", "label", "capacity")),
        ("questions", list(desk.questions.all()), ("label", "purpose", "kind", "choices", "days_kept")),
        ("demi-journees", list(desk.half_days.all()), ("starts_at", "ends_at")),
    ):
        extra = 1 if prefix == "questions" else 2
        data |= {f"{prefix}-TOTAL_FORMS": len(rows) + extra, f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            data[f"{prefix}-{number}-id"] = row.pk
            for field in fields:
                value = getattr(row, field)
                data[f"{prefix}-{number}-{field}"] = "" if value is None else value
        for number in range(len(rows), len(rows) + extra):
            data |= (
                {f"{prefix}-{number}-days_kept": 90, f"{prefix}-{number}-kind": "texte"}
                if prefix == "questions"
                else {}
            )
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def post(client: Client, desk: RegistrationDesk, **changes: Any) -> tuple[int, str]:
    response = client.post(url(desk), sent(desk, **changes))
    return response.status_code, response.content.decode()


def test_an_event_without_registration_gets_one(organiser: Client) -> None:
    event = EventPageFactory(parent=calendar())
    address = reverse("event_organising:open")
    assert str(event) in organiser.get(f"{address}?evenement={event.pk}").content.decode()
    assert organiser.post(address, {"event": event.pk, "opens_at": "", "capacity": -1}).status_code == 200
    response = organiser.post(address, {"event": event.pk, "opens_at": "2027-03-02 09:00", "capacity": 40})
    desk = RegistrationDesk.objects.get(event=event)
    assert response["Location"] == url(desk) and desk.quotas.get().capacity == 40
    assert str(event) not in organiser.get(address).content.decode()


def test_rules_places_and_questions_are_set(organiser: Client) -> None:
    desk = desk_with()
    status, _page = post(
        organiser,
        desk,
        moderated="on",
        contact="colloque@exemple.test",
        places__1__kind="atelier",
        places__1__label="Tutorat",
        places__1__capacity=12,
        questions__0__label="Repas ?",
        questions__0__purpose="Compter.",
        questions__0__kind="oui-non",
    )
    assert status == 302
    desk.refresh_from_db()
    assert desk.moderated and desk.contact == "colloque@exemple.test"
    assert desk.quotas.get(kind="atelier").capacity == 12 and desk.questions.get().label == "Repas ?"


def test_more_places_go_to_those_who_wait(organiser: Client, desk: RegistrationDesk) -> None:
    assert post(organiser, desk, places__0__capacity=2)[0] == 302
    assert desk.registrations.get(given_name="Alix").state == "proposee"


def test_capacity_never_goes_below_what_is_held(organiser: Client, desk: RegistrationDesk) -> None:
    status, page = post(organiser, desk, places__0__capacity=0, contact="autre@exemple.test")
    assert status == 400 and "places sont déjà prises" in page and "autre@exemple.test" in page
    desk.refresh_from_db()
    assert desk.quotas.get().capacity == 1 and desk.contact == ""


def test_what_people_hold_is_not_removed(organiser: Client) -> None:
    desk = desk_with()
    held, free = quota(desk, Quota.Kind.WORKSHOP, 5, label="Pris"), quota(desk, Quota.Kind.WORKSHOP, 5, label="Libre")
    book(desk.pk, asking(person("Camille", places=frozenset({held.pk}))), NOW)
    status, page = post(organiser, desk, places__1__DELETE="on")
    assert status == 400 and "On ne peut plus retirer : Pris" in page
    assert post(organiser, desk, places__0__DELETE="on")[0] == 400
    assert post(organiser, desk, places__2__DELETE="on")[0] == 302
    assert set(desk.quotas.values_list("label", flat=True)) == {"", "Pris"}
    assert not Quota.objects.filter(pk=free.pk).exists()


def test_ways_of_coming_are_not_added_once_people_are_registered(organiser: Client, desk: RegistrationDesk) -> None:
    status, page = post(organiser, desk, places__1__kind="sur-place", places__1__capacity=3)
    assert status == 400 and "sans avoir dit comment" in page


def test_a_question_that_was_answered_keeps_its_kind_and_its_place(organiser: Client) -> None:
    desk = desk_with()
    question = Question.objects.create(desk=desk, label="Repas", purpose="Compter.")
    book(desk.pk, asking(person("Camille", answers={question.pk: "oui"})), NOW)
    assert post(organiser, desk, questions__0__kind="oui-non")[0] == 400
    assert post(organiser, desk, questions__0__DELETE="on")[0] == 400
    assert Answer.objects.exists()
    assert post(organiser, desk, questions__0__label="Repas du midi")[0] == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"closes_at": "2027-02-01 10:00"}, "clôture"),
        ({"audience": "structures"}, "Nommez au moins une structure"),
        ({"named": "Inconnue"}, "À préciser"),
        ({"places__1__kind": "atelier"}, "Donnez un intitulé"),
        (
            {"questions__0__label": "x", "questions__0__purpose": "x", "questions__0__kind": "choix"},
            "Écrivez les choix",
        ),
        ({"opens_at": "demain"}, ""),
        ({"contact": "x"}, ""),
        ({"places-TOTAL_FORMS": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(organiser: Client, changes: dict[str, Any], said: str) -> None:
    desk = desk_with()
    status, page = post(organiser, desk, offer_hours=24, **changes)
    assert status == 400 and said in page and "Rien n’est enregistré" in page
    desk.refresh_from_db()
    assert desk.offer_hours == 48 and desk.quotas.count() == 1


def test_structures_are_named_one_a_line(organiser: Client) -> None:
    desk = desk_with()
    first, second = OrganisationFactory(name="ESAT Les Genêts"), OrganisationFactory(name="IME Les Pins")
    assert post(organiser, desk, audience="structures", named="esat les genets\nIME Les Pins\n")[0] == 302
    assert set(desk.organisations.all()) == {first, second}
    assert "IME Les Pins" in organiser.get(url(desk)).content.decode()


def test_half_days_are_set_and_stay_once_somebody_came(organiser: Client) -> None:
    desk = desk_with()
    half_day = {"demi-journees-0-starts_at": "2027-06-10 09:30", "demi-journees-0-ends_at": "2027-06-10 12:30"}
    for wrong in ("2027-06-09 12:30", "2027-06-11 09:00"):
        assert post(organiser, desk, **half_day | {"demi-journees-0-ends_at": wrong})[0] == 400
    night = {"demi-journees-0-starts_at": "2027-06-10 22:00", "demi-journees-0-ends_at": "2027-06-11 01:00"}
    assert post(organiser, desk, **night)[0] == 400, "papers show one day"
    assert post(organiser, desk, **half_day)[0] == 302
    kept = desk.half_days.get()
    assert str(kept) == "10 juin 2027, 09:30 – 12:30"
    camille = book(desk.pk, asking(person("Camille")), NOW).registrations.get()
    scan = Scan.objects.create(half_day=kept, registration=camille, nonce=uuid.uuid4(), present=True, at=NOW)
    removing = half_day | {"demi-journees-0-DELETE": "on"}
    status, page = post(organiser, desk, **removing)
    assert status == 400 and "Des présences y sont notées" in page
    scan.delete()
    assert post(organiser, desk, **removing)[0] == 302 and not desk.half_days.exists()
