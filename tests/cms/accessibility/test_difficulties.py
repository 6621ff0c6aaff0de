"""A difficulty reaches the referent, is answered once, and is forgotten; it is at nobody's mercy."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from cms.accessibility import difficulties
from cms.accessibility.tasks import forget_difficulties
from cms.models import AccessibilityPage, Difficulty, SiteSettings
from mail.delivery import deliver
from mail.models import Message
from tests.support.french import french

pytestmark = pytest.mark.usefixtures("founding")

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ADDRESS = "/signaler-une-difficulte/"
REFERENT, READER = "referente@example.org", "camille@example.org"


@pytest.fixture(autouse=True)
def referent(founding: None) -> None:
    page = french(AccessibilityPage)
    page.referent_email = REFERENT
    page.save_revision().publish()


def told(client: Client, text: str = "La carte ne se lit pas.", **more: str) -> tuple[int, str]:
    response = client.post(ADDRESS, {"texte": text, **more})
    return response.status_code, response.get("Location", "")


def left(mailoutbox: list[EmailMultiAlternatives]) -> dict[str, EmailMultiAlternatives]:
    """The messages that leave now, by address."""
    mailoutbox.clear()
    deliver(timezone.now())
    return {message.to[0]: message for message in mailoutbox}


def test_from_the_page_to_the_referent(client: Client, mailoutbox: list[EmailMultiAlternatives]) -> None:
    form = BeautifulSoup(client.get("/accessibilite/").content, "html.parser").find("form", action=ADDRESS)
    assert {field["name"] for field in form.find_all(["textarea", "input"])} == {"texte", "page", "courriel", "site"}
    answer = client.post(ADDRESS, {"texte": "La carte <b>ne se lit pas</b>.", "page": "/agenda/", "courriel": READER})
    assert (answer.status_code, answer["Location"]) == (303, f"{ADDRESS}merci/")
    assert not answer.cookies and client.get(answer["Location"]).status_code == 200
    kept = Difficulty.objects.get()
    assert (kept.text, kept.place, kept.email, kept.state) == (
        "La carte <b>ne se lit pas</b>.", "/agenda/", READER, "nouveau",
    )  # fmt: skip
    messages = left(mailoutbox)
    notice, acknowledgement = messages[REFERENT], messages[READER]
    assert "La carte <b>ne se lit pas</b>." in notice.body and "/agenda/" in notice.body
    assert f"/admin/accessibilite/difficultes/{kept.pk}/" in notice.body
    assert "&lt;b&gt;ne se lit pas" in str(notice.alternatives[0].content)
    # Whoever gives an address that is not theirs sends it no word of their own, and the address goes to nobody.
    assert "carte" not in f"{acknowledgement.body}{acknowledgement.alternatives[0].content}"
    assert READER not in notice.body


def test_without_an_address_only_the_referent_is_written_to(
    client: Client, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    assert told(client)[0] == 303
    assert list(left(mailoutbox)) == [REFERENT]


def test_without_a_referent_the_address_of_the_portal_receives_them(
    client: Client, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    page = french(AccessibilityPage)
    page.referent_email = ""
    page.save_revision().publish()
    told(client)
    assert left(mailoutbox) == {} and Difficulty.objects.count() == 1
    settings = SiteSettings.objects.get()
    settings.contact_email = "equipe@example.org"
    settings.save()
    told(client)
    assert list(left(mailoutbox)) == ["equipe@example.org"]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"texte": " "}, "Écrivez ce qui s’est passé"),
        ({"texte": "x" * 2001}, "Ce texte est trop long"),
        ({"texte": "Bonjour", "page": "x" * 501}, "Ce texte est trop long"),
        ({"texte": "Bonjour", "courriel": "camille"}, "Cette adresse n’est pas complète"),
    ],
    ids=["nothing said", "too long", "too long a page", "half an address"],
)
def test_what_is_wrong_is_given_back(client: Client, sent: dict[str, str], reason: str) -> None:
    response = client.post(ADDRESS, sent)
    page = response.content.decode()
    assert response.status_code == 400 and reason in page
    assert all(value in page for value in sent.values())
    assert not Difficulty.objects.exists() and not Message.objects.exists()


@pytest.mark.parametrize(
    ("sent", "headers"),
    [({"site": "spam"}, {}), ({}, {"sec-fetch-site": "cross-site"})],
    ids=["what is hidden", "another site"],
)
def test_robots_and_other_sites_tell_nothing(client: Client, sent: dict[str, str], headers: dict[str, str]) -> None:
    assert client.post(ADDRESS, {"texte": "Spam", **sent}, headers=headers).status_code == 303
    assert not Difficulty.objects.exists() and not Message.objects.exists()
    # The control: the same without the trap is kept.
    told(client, "Spam")
    assert Difficulty.objects.count() == 1


def test_a_burst_fills_neither_the_base_nor_a_mailbox(client: Client) -> None:
    for _time in range(difficulties.MOST_PER_HOUR):
        assert told(client)[0] == 303
    response = client.post(ADDRESS, {"texte": "Encore"})
    assert response.status_code == 503 and "n’est pas gardé" in response.content.decode()
    assert Difficulty.objects.count() == Message.objects.count() == difficulties.MOST_PER_HOUR
    Difficulty.objects.update(told_at=NOW - timedelta(days=3))
    assert told(client)[0] == 303


def test_an_address_gets_one_acknowledgement_a_day(client: Client) -> None:
    for address in (READER, READER.upper(), READER):
        told(client, courriel=address)
    assert Message.objects.filter(to=READER).count() == 1
    assert Message.objects.filter(to=REFERENT).count() == 3
    Difficulty.objects.update(told_at=timezone.now() - timedelta(days=2))
    told(client, courriel=READER)
    assert Message.objects.filter(to=READER).count() == 2


def test_an_answer_is_sent_once(mailoutbox: list[EmailMultiAlternatives]) -> None:
    user = User.objects.create_user("referente")
    difficulty = difficulties.tell("La carte", "", READER, NOW)
    left(mailoutbox)
    same = Difficulty.objects.get(pk=difficulty.pk)  # as a second person has it on screen
    difficulties.answer(difficulty, "La liste dit la même chose.", user, NOW)
    with pytest.raises(difficulties.AlreadyAnswered):
        difficulties.answer(same, "Autre chose.", user, NOW)
    messages = left(mailoutbox)
    assert list(messages) == [READER] and "La liste dit la même chose." in messages[READER].body
    assert Difficulty.objects.get().answer == "La liste dit la même chose."


def test_they_are_forgotten() -> None:
    user = User.objects.create_user("referente")
    ages = {"old answer": 397, "late answer": 395, "never answered": 3 * 365 + 1, "waiting": 3 * 365 - 1}
    for text, days in ages.items():
        difficulty = difficulties.tell(text, "", READER, NOW - timedelta(days=days))
        if "answer" in text and text != "never answered":
            difficulties.answer(difficulty, "Fait.", user, NOW - timedelta(days=days))
    assert difficulties.purge(NOW) == 2
    assert set(Difficulty.objects.values_list("text", flat=True)) == {"late answer", "waiting"}
    # What had not left yet goes too: it holds their words.
    assert not Message.objects.filter(text__contains="old answer").exists()
    assert difficulties.purge(NOW) == 0


def test_the_worker_forgets_every_day() -> None:
    difficulties.tell("old", "", "", timezone.now() - timedelta(days=3 * 365 + 1))
    assert forget_difficulties.call() == {"forgotten": 1}
    assert DBTaskResult.objects.filter(task_path=forget_difficulties.module_path, status="READY").count() == 1


def test_the_personal_data_page_says_it(client: Client) -> None:
    page = " ".join(BeautifulSoup(client.get("/donnees-personnelles/").content, "html.parser").get_text(" ").split())
    periods = (difficulties.ANSWERED_KEPT.days, difficulties.UNANSWERED_KEPT.days)
    assert periods == (396, 3 * 365)  # change the words with the periods
    assert "treize mois après la réponse" in page and "au bout de trois ans" in page
