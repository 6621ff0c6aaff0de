"""The form: who is registered, what is refused and kept, and what nobody learns from it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import EventState, Question, Quota, Registration
from events.participants import asking, tokens
from mail.models import Message
from network.models import Organisation
from tests.events.factories import NOW, STARTS, desk_with, quota
from tests.network.factories import OrganisationFactory, TerritoryFactory

from .filling import address, filled, send

NOON = STARTS + timedelta(hours=2)

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return sorted(Registration.objects.values_list("given_name", flat=True))


def test_one_person_is_registered_and_the_answer_is_not_sent_again_by_reloading(client: Client) -> None:
    desk = desk_with(capacity=3)
    status, where = send(client, desk, filled("Camille"))
    assert (status, where) == (303, reverse("events:asked", args=[desk.pk]))
    registration = Registration.objects.get()
    assert registration.state == "confirmee" and registration.name == "Camille Essai"
    assert registration.organisation_name == "ESAT Les Essais" and registration.job == "éducatrice"
    assert (registration.booking.name, registration.booking.email) == ("Camille Essai", "camille@exemple.test")
    assert "adresse un message" in client.get(where).content.decode()


def test_colleagues_each_get_a_registration_and_who_asked_is_kept(client: Client) -> None:
    desk = desk_with(capacity=1)
    others = {"demandeur": "Sam Chef", "demandeur_courriel": "Sam@exemple.test", "ensemble": "non"}
    assert send(client, desk, filled("Camille", "Alix", **others))[0] == 303
    assert {each.given_name: each.state for each in Registration.objects.all()} == {
        "Camille": "confirmee",
        "Alix": "liste-attente",
    }
    booking = Registration.objects.all()[0].booking
    assert (booking.name, booking.email, booking.together) == ("Sam Chef", "sam@exemple.test", False)


def test_a_group_may_come_together_or_not_at_all(client: Client) -> None:
    desk = desk_with(capacity=1)
    assert send(client, desk, filled("Camille", "Alix", ensemble="oui"))[0] == 303
    assert {each.state for each in Registration.objects.all()} == {"liste-attente"}


def test_one_more_person_and_one_less_lose_nothing_of_what_was_written(client: Client) -> None:
    desk = desk_with()
    data = filled("Camille", "Alix") | {"personne-1-courriel": "à compléter"}
    status, more = send(client, desk, data | {"bouton": "ajouter"})
    assert status == 200 and 'name="personne-2-prenom"' in more and "à compléter" in more
    assert "n’est pas complète" not in more and 'value="ESAT Les Essais"' in more
    _status, less = send(client, desk, data | {"bouton": "retirer-0"})
    assert "Camille" not in less and "Alix" in less and 'name="personne-1-prenom"' not in less
    assert not Registration.objects.exists()


@pytest.mark.parametrize("number", ["0", "-3", "x", "²", "9" * 5000, "1000", ""])
def test_a_number_of_people_that_is_none_is_put_right(client: Client, number: str) -> None:
    desk = desk_with(largest_group=3)
    assert send(client, desk, filled("Camille") | {"nombre": number})[0] in (303, 400)
    _status, shown = send(client, desk, filled("Camille") | {"nombre": number, "bouton": "ajouter"})
    assert 2 <= shown.count('-prenom" type="text"') <= 3


def test_what_is_wrong_is_said_and_what_was_written_is_kept(client: Client) -> None:
    desk = desk_with()
    data = filled("Camille") | {"personne-0-courriel": "camille@", "personne-0-nom": ""}
    status, shown = send(client, desk, data)
    assert status == 400 and "2 champs sont à corriger" in shown
    assert "Écrivez le nom." in shown and "n’est pas complète" in shown and 'value="camille@"' in shown
    assert not Registration.objects.exists()


@pytest.mark.parametrize("email", ["a@exemple.test\nBcc: b@exemple.test", "a" * 300 + "@exemple.test", "\x00@a.fr"])
def test_addresses_that_would_do_harm_are_refused(client: Client, email: str) -> None:
    status, _shown = send(client, desk_with(), filled("Camille") | {"personne-0-courriel": email})
    assert status == 400 and not Registration.objects.exists()


@pytest.mark.parametrize("name", ["\x00", "a\x00b", "x" * 10_000, "%", "\U0001f600", "www.achetez.example", "http://x"])
def test_odd_names_are_no_fault_of_the_portal(client: Client, name: str) -> None:
    for field in ("structure", "personne-0-prenom", "personne-0-fonction"):
        assert send(client, desk_with(), filled("Camille") | {field: name})[0] in (303, 400)
    sites = [each for each in Registration.objects.all() if "://" in each.name or "www." in each.of]
    assert not sites, "a name is no place for an advertisement"


def test_two_people_with_one_address_are_told_apart(client: Client) -> None:
    desk = desk_with()
    status, shown = send(client, desk, filled("Camille", "Alix") | {"personne-1-courriel": "CAMILLE@exemple.test"})
    assert status == 400 and "même adresse" in shown and "Alix" in shown


def test_the_same_form_sent_twice_registers_once(client: Client) -> None:
    desk = desk_with()
    data = filled("Camille")
    first, second = send(client, desk, data), send(client, desk, data)
    assert first == second and first[0] == 303
    assert names() == ["Camille"] and not Message.objects.filter(about__endswith=":links").exists()


def test_nobody_learns_who_is_registered(client: Client) -> None:
    desk = desk_with()
    first = send(client, desk, filled("Camille"))
    again = send(client, desk, filled("Camille", structure="Autre maison"))
    assert first == again
    assert names() == ["Camille"]
    links = Message.objects.filter(about__endswith=":links")
    assert [message.to for message in links] == ["camille@exemple.test"]
    send(client, desk, filled("Camille"))
    assert links.count() == 1, "once a day"


def test_who_is_registered_does_not_keep_a_colleague_out(client: Client) -> None:
    desk = desk_with()
    send(client, desk, filled("Camille"))
    assert send(client, desk, filled("Alix", "Camille"))[0] == 303
    assert names() == ["Alix", "Camille"]


def test_a_form_of_a_robot_is_answered_and_not_kept(client: Client) -> None:
    desk = desk_with()
    assert send(client, desk, filled("Camille", site="https://achetez.example"))[0] == 303
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(address(desk), filled("Camille"), headers=headers).status_code == 303
    assert not Registration.objects.exists()
    assert client.post(address(desk), filled("Camille"), headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
    assert names() == ["Camille"], "the control"


def test_what_is_sent_at_once_is_to_be_sent_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, data = desk_with(), filled("Camille")
    with monkeypatch.context() as slow:
        slow.setattr(tokens, "FASTEST", timedelta(minutes=5))
        status, shown = send(client, desk, data)
    assert status == 400 and "comme le ferait un robot" in shown and 'value="Camille"' in shown
    assert not Registration.objects.exists()
    assert send(client, desk, data)[0] == 303


FOREIGN = {
    "none": "",
    "forged": "forged",
    "unsalted": signing.dumps("x"),
    "of another form": signing.dumps("1", salt="resources.readers.stop"),
}


@pytest.mark.parametrize("token", FOREIGN.values(), ids=FOREIGN)
def test_a_form_that_is_not_ours_is_given_again_filled_in(client: Client, token: str) -> None:
    desk = desk_with()
    status, shown = send(client, desk, filled("Camille", jeton=token))
    assert status == 400 and "trop longtemps" in shown and 'value="Camille"' in shown
    assert not Registration.objects.exists()


def test_a_form_left_open_is_given_again_filled_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, data = desk_with(), filled("Camille")
    monkeypatch.setattr(tokens, "LATEST", timedelta(0))
    assert send(client, desk, data)[0] == 400 and not Registration.objects.exists()


CLOSED = [
    ({"opens_at": NOW + timedelta(days=1)}, "ouvriront le"),
    ({"closes_at": NOW}, "closes"),
]


@pytest.mark.parametrize(("fields", "said"), CLOSED)
def test_a_closed_registration_says_why_and_keeps_nothing(client: Client, fields: dict[str, Any], said: str) -> None:
    desk = desk_with()
    for name, value in fields.items():
        setattr(desk, name, value)
    desk.save()
    assert said in client.get(address(desk)).content.decode()
    status, shown = send(client, desk, filled("Camille"))
    assert status == 409 and said in shown and not Registration.objects.exists()


@pytest.mark.parametrize(("state", "said"), [(EventState.CANCELLED, "annulé"), (EventState.POSTPONED, "reporté")])
def test_an_event_that_does_not_take_place_takes_nobody(client: Client, state: str, said: str) -> None:
    desk = desk_with()
    desk.event.state = state
    desk.event.save()
    assert said in client.get(address(desk)).content.decode()
    assert send(client, desk, filled("Camille"))[0] == 409


def test_an_event_that_has_begun_takes_nobody(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_with()
    monkeypatch.setattr(timezone, "now", lambda: STARTS)
    assert "a commencé" in client.get(address(desk)).content.decode()


def test_closed_between_the_page_and_the_seats_it_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_with()
    state = asking.state_of(desk, NOW)
    monkeypatch.setattr(asking, "state_of", lambda *_args: state)
    desk.closes_at = NOW
    desk.save()
    status, shown = send(client, desk, filled("Camille"))
    assert status == 400 and "ne sont pas ouvertes" in shown and 'value="Camille"' in shown


def test_an_event_nobody_may_read_has_no_form(client: Client) -> None:
    desk = desk_with()
    desk.event.unpublish()
    assert client.get(address(desk)).status_code == 404
    assert client.get(reverse("events:asked", args=[desk.pk])).status_code == 404


def test_a_full_event_takes_requests_for_its_waiting_list(client: Client) -> None:
    desk = desk_with(capacity=1)
    send(client, desk, filled("Camille"))
    assert "sur la liste d’attente" in client.get(address(desk)).content.decode()
    assert send(client, desk, filled("Alix"))[0] == 303
    assert Registration.objects.get(given_name="Alix").state == "liste-attente"


def test_one_says_how_one_comes_and_to_which_workshops(client: Client) -> None:
    desk = desk_with()
    on_site, remote = quota(desk, Quota.Kind.ON_SITE, 5), quota(desk, Quota.Kind.REMOTE)
    morning = quota(desk, Quota.Kind.WORKSHOP, 5, label="Tutorat", starts_at=STARTS, ends_at=NOON)
    clashing = quota(desk, Quota.Kind.WORKSHOP, 5, label="Emploi", starts_at=STARTS, ends_at=NOON)
    full = quota(desk, Quota.Kind.WORKSHOP, 0, label="Complet déjà")
    shown = client.get(address(desk)).content.decode()
    assert "Tutorat" in shown and "Complet : Complet déjà." in shown
    status, shown = send(client, desk, filled("Camille"))
    assert status == 400 and "Dites si vous venez sur place" in shown
    both = {"personne-0-venue": on_site.pk, "personne-0-ateliers": [morning.pk, clashing.pk]}
    status, shown = send(client, desk, filled("Camille") | both)
    assert status == 400 and "en même temps" in shown
    status, shown = send(client, desk, filled("Camille") | both | {"personne-0-ateliers": [full.pk]})
    assert status == 400 and "n’a plus de place" in shown
    assert send(client, desk, filled("Camille") | {"personne-0-venue": remote.pk, "personne-0-ateliers": [morning.pk]})
    held = set(Registration.objects.get().places.values_list("kind", "label"))
    assert held == {("evenement", ""), ("a-distance", ""), ("atelier", "Tutorat")}


def test_a_workshop_that_fills_up_meanwhile_is_said_and_taken_off(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_with()
    workshop = quota(desk, Quota.Kind.WORKSHOP, 1, label="Tutorat")
    first_send = asking.send

    def somebody_is_faster(*args: Any) -> None:
        Quota.objects.filter(pk=workshop.pk).update(held=1)
        first_send(*args)

    monkeypatch.setattr(asking, "send", somebody_is_faster)
    status, shown = send(client, desk, filled("Camille") | {"personne-0-ateliers": [workshop.pk]})
    assert status == 400 and "« Tutorat » vient d’être complet" in shown and 'value="Camille"' in shown
    assert f'value="{workshop.pk}"' not in shown and not Registration.objects.exists()


def test_questions_say_what_answers_are_for_and_how_long_they_are_kept(client: Client) -> None:
    desk = desk_with()
    text = Question.objects.create(desk=desk, label="Vos attentes", purpose="Préparer les échanges.", required=True)
    yes = Question.objects.create(
        desk=desk, label="Déjeunez-vous ?", purpose="Compter les repas.", kind=Question.Kind.YES_NO, days_kept=30
    )
    shown = client.get(address(desk)).content.decode()
    assert "Compter les repas. Réponse supprimée 30 jours après l’événement." in shown
    assert send(client, desk, filled("Camille"))[0] == 400
    wrong = {f"personne-0-question-{text.pk}": "x", f"personne-0-question-{yes.pk}": "peut-être"}
    assert send(client, desk, filled("Camille") | wrong)[0] == 400
    assert send(client, desk, filled("Camille") | wrong | {f"personne-0-question-{yes.pk}": "oui"})[0] == 303
    answers = Registration.objects.get().answers
    assert dict(answers.values_list("question__label", "value")) == {"Vos attentes": "x", "Déjeunez-vous ?": "oui"}


@pytest.fixture
def namesakes() -> list[Organisation]:
    communes = [TerritoryFactory(kind="commune", name=name) for name in ("Nantes", "Mâcon")]
    return [OrganisationFactory.create(name="ESAT Les Genêts", commune=commune) for commune in communes]


def test_a_structure_of_the_directory_is_found_however_it_is_written(client: Client) -> None:
    organisation = OrganisationFactory(name="ESAT Les Genêts")
    send(client, desk_with(), filled("Camille", structure="esat les genets"))
    registration = Registration.objects.get()
    assert registration.organisation == organisation and registration.organisation_name == ""


def test_namesakes_are_told_apart(client: Client, namesakes: list[Organisation]) -> None:
    desk = desk_with()
    status, shown = send(client, desk, filled("Camille", structure="ESAT Les Genêts"))
    assert status == 400 and "(Nantes)" in shown and "(Mâcon)" in shown and not Registration.objects.exists()
    chosen = filled("Camille", structure="ESAT Les Genêts", laquelle=namesakes[1].pk)
    assert send(client, desk, chosen)[0] == 303
    assert Registration.objects.get().organisation == namesakes[1]


def test_names_are_proposed_while_one_types(client: Client, namesakes: list[Organisation]) -> None:
    OrganisationFactory(name="Esat Les Genêts d’or", live=False)
    url = reverse("events:structures")
    assert client.get(url, {"q": "esat les gen"}).json()["suggestions"] == [{"title": "ESAT Les Genêts", "kind": ""}]
    for nothing in ("e", "", "\x00", "zzz", "%", "x" * 10_000):
        assert client.get(url, {"q": nothing}).json()["suggestions"] == []


def test_professionals_say_where_they_work(client: Client) -> None:
    status, shown = send(client, desk_with(), filled("Camille", structure=""))
    assert status == 400 and "destiné aux professionnels" in shown
    assert send(client, desk_with(audience="tous"), filled("Alix", structure=""))[0] == 303


def test_named_structures_alone_are_taken(client: Client, namesakes: list[Organisation]) -> None:
    desk = desk_with(audience="structures")
    desk.organisations.add(namesakes[0])
    assert "(Mâcon)" not in client.get(address(desk)).content.decode()
    for other in ("ESAT Les Genêts", str(namesakes[1].pk), ""):
        assert send(client, desk, filled("Camille", structure=other))[0] == 400
    assert send(client, desk, filled("Camille", structure=str(namesakes[0].pk)))[0] == 303
    assert Registration.objects.get().organisation == namesakes[0]


def test_the_page_of_the_event_leads_to_its_form_and_says_what_is_left(client: Client) -> None:
    desk = desk_with(capacity=2)
    send(client, desk, filled("Camille"))
    shown = client.get(desk.event.url).content.decode()
    assert "Il reste 1 place." in shown and address(desk) in shown
    desk.closes_at = NOW
    desk.save()
    shown = client.get(desk.event.url).content.decode()
    assert "closes" in shown and address(desk) not in shown
