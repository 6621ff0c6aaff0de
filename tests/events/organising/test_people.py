"""Following an event, and deciding: what is shown, chosen, exported; and what two people at once may not undo."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from events.letters import announcing
from events.models import Announcement, Needs, Question, Registration, RegistrationDesk, StateChange
from events.registration import changing
from events.registration.booking import book
from events.registration.moving import Act
from mail.models import Message
from tests.events.factories import NOW, asking, desk_with, person
from tests.support.sql import recorded_sql

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def url(name: str, *numbers: int) -> str:
    return reverse(f"event_organising:{name}", args=numbers)


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_list_says_who_and_where_they_stand(organiser: Client, desk: RegistrationDesk) -> None:
    page = shown(organiser, url("people", desk.pk))
    assert "Camille Essai" in page and "éducatrice" in page and "ESAT Les Essais" in page
    assert "sur liste d’attente (rang 1)" in " ".join(page.split())
    assert "Événement : 1 / 1" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Camille", "Alix"}),
        ("?etat=liste-attente", {"Alix"}),
        ("?q=cami", {"Camille"}),
        ("?q=essais alix", {"Alix"}),
        ("?q=personne", set()),
        ("?etat=inconnu&place=x&ordre=rien&p=99", {"Camille", "Alix"}),
        ("?ordre=nom", {"Camille", "Alix"}),
    ],
)
def test_filters_choose(organiser: Client, desk: RegistrationDesk, query: str, names: set[str]) -> None:
    page = shown(organiser, url("people", desk.pk) + query)
    assert {name for name in ("Camille", "Alix") if f"{name} Essai" in page} == names


def test_the_list_costs_as_much_for_many(organiser: Client) -> None:
    costs = []
    for people in (3, 40):
        desk = desk_with(capacity=2)
        for number in range(people):
            book(desk.pk, asking(person(f"Personne{number}")), NOW)
        organiser.get(url("people", desk.pk))
        with recorded_sql() as statements:
            organiser.get(url("people", desk.pk))
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 25


def test_exports_are_tables_and_no_formula(organiser: Client) -> None:
    desk = desk_with()
    question = Question.objects.create(desk=desk, label="Repas", purpose="Compter.")
    who = person("Camille", job="=1+1", answers={question.pk: "oui"})
    book(desk.pk, asking(who), NOW)
    text = organiser.get(url("people", desk.pk) + "?export=csv").content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text), delimiter=";")
    assert head[0] == "Prénom" and head[-1] == "Repas"
    assert (row[0], row[3], row[6], row[-1]) == ("Camille", "'=1+1", "confirmée", "oui")
    book_ = load_workbook(io.BytesIO(b"".join(organiser.get(url("people", desk.pk) + "?export=xlsx"))))
    cells = list(book_.active.iter_rows())[1]
    assert cells[3].value == "=1+1" and cells[3].data_type == "s"
    assert (
        len(
            list(
                csv.reader(
                    io.StringIO(organiser.get(url("people", desk.pk) + "?export=csv&etat=refusee").content.decode())
                )
            )
        )
        == 1
    )


def test_each_decision_is_signed_and_told(organiser: Client) -> None:
    desk = desk_with(moderated=True)
    camille, alix = (book(desk.pk, asking(person(name)), NOW).registrations.get() for name in ("Camille", "Alix"))
    page = shown(organiser, url("person", camille.pk))
    assert "Accepter la demande" in page and "Annuler l’inscription" not in page
    organiser.post(url("person", camille.pk), {"acte": "accepter"})
    organiser.post(url("person", alix.pk), {"acte": "refuser", "pourquoi": " Journée\n réservée "})
    assert Registration.objects.get(pk=camille.pk).state == "confirmee"
    change = StateChange.objects.get(registration=alix, after="refusee")
    assert (change.why, str(change.user)) == ("Journée réservée", "manage_registrations")
    assert "Journée réservée" in shown(organiser, url("person", alix.pk))


def test_somebody_who_waits_is_let_in_when_there_is_a_seat_only(organiser: Client, desk: RegistrationDesk) -> None:
    alix = desk.registrations.get(given_name="Alix")
    response = organiser.post(url("person", alix.pk), {"acte": "faire-entrer"}, follow=True)
    assert "n’a plus de place" in response.content.decode()
    desk.quotas.update(capacity=2)
    organiser.post(url("person", alix.pk), {"acte": "faire-entrer"})
    alix.refresh_from_db()
    assert alix.state == "confirmee"


def test_cancelling_for_somebody_frees_the_seat(organiser: Client, desk: RegistrationDesk) -> None:
    camille = desk.registrations.get(given_name="Camille")
    organiser.post(url("person", camille.pk), {"acte": "annuler"})
    assert desk.registrations.get(given_name="Alix").state == "proposee"


def test_what_changed_meanwhile_is_said_and_nothing_is_done(organiser: Client, desk: RegistrationDesk) -> None:
    camille = desk.registrations.get(given_name="Camille")
    changing.give_up(camille.pk, Act(NOW))
    response = organiser.post(url("person", camille.pk), {"acte": "annuler"}, follow=True)
    assert "a changé entre-temps" in response.content.decode()
    for acte in ("", "effacer", "accepter"):
        organiser.post(url("person", camille.pk), {"acte": acte})
    camille.refresh_from_db()
    assert camille.state == "annulee"


def test_all_requests_are_approved_in_turn(organiser: Client) -> None:
    desk = desk_with(moderated=True, capacity=2)
    for name in ("Camille", "Alix", "Dominique"):
        book(desk.pk, asking(person(name)), NOW)
    assert "3 demandes attendent" in shown(organiser, url("people", desk.pk))
    response = organiser.post(url("approve_all", desk.pk), follow=True)
    assert "3 demandes sont acceptées" in response.content.decode()
    assert dict(desk.registrations.values_list("given_name", "state")) == {
        "Camille": "confirmee",
        "Alix": "confirmee",
        "Dominique": "liste-attente",
    }


def test_a_message_is_read_again_before_it_is_sent(organiser: Client, desk: RegistrationDesk) -> None:
    address = url("messages", desk.pk)
    said = {"recipients": "inscrits", "subject": "Accès", "text": "Entrée <par> la cour."}
    assert organiser.post(address, said | {"subject": ""}).status_code == 400
    page = organiser.post(address, said | {"bouton": "relire"}).content.decode()
    assert "1 personne le recevra." in page and "&lt;par&gt;" in page and not Announcement.objects.exists()
    assert organiser.post(address, said | {"bouton": "envoyer"}).status_code == 302
    announcing.write_due(NOW)
    message = Message.objects.get(to="camille@exemple.test")
    assert message.subject.startswith("Accès : ") and "&lt;par&gt;" in message.html
    assert "manage_registrations" in shown(organiser, address)


def test_figures_tell_nobody(organiser: Client, desk: RegistrationDesk) -> None:
    camille = desk.registrations.get(given_name="Camille")
    Needs.objects.create(registration=camille, accommodations=["lsf"], said_at=NOW)
    page = shown(organiser, url("figures", desk.pk))
    assert "1 / 1" in page and "moins de 3" in page and "Camille" not in page
    assert "Structure hors de l’annuaire" in page and "Département inconnu" in page


def test_the_desks_are_listed_with_what_waits(organiser: Client, desk: RegistrationDesk) -> None:
    page = " ".join(shown(organiser, url("desks")).split())
    assert str(desk) in page and "<td>1 / 1</td> <td>1</td> <td>0</td>" in page


def test_who_was_erased_is_not_shown(organiser: Client, desk: RegistrationDesk) -> None:
    camille = desk.registrations.get(given_name="Camille")
    Registration.objects.filter(pk=camille.pk).update(state="anonyme", given_name="", family_name="")
    assert organiser.get(url("person", camille.pk)).status_code == 404
