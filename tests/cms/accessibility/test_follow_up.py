"""The screens of the referent."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cms.accessibility import difficulties
from cms.models import Difficulty
from mail.models import Message

pytestmark = pytest.mark.django_db

LISTING = "accessibility_difficulties:index"


@pytest.fixture
def referent(client: Client) -> User:
    user = User.objects.create_user("referente")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_difficulty"]))
    client.force_login(user)
    return user


def told(text: str = "La carte", email: str = "camille@example.org") -> Difficulty:
    return difficulties.tell(text, "/agenda/", email, timezone.now())


def one(difficulty: Difficulty) -> str:
    return reverse("accessibility_difficulties:one", args=[difficulty.pk])


def test_from_new_to_answered(client: Client, referent: User) -> None:
    difficulty = told("La carte <i>ne se lit pas</i>")
    listing = client.get(reverse(LISTING)).content.decode()
    assert one(difficulty) in listing and "Personne n’est prévenu" in listing
    page = client.get(one(difficulty)).content.decode()
    assert "La carte &lt;i&gt;ne se lit pas" in page and "camille@example.org" in page
    client.post(one(difficulty), {"action": "take_up"})
    assert Difficulty.objects.get().state == "en-cours"
    assert client.post(one(difficulty), {"answer": " "}).status_code == 422
    Message.objects.all().delete()
    client.post(one(difficulty), {"answer": "La liste dit la même chose."})
    answered = Difficulty.objects.get()
    assert (answered.state, answered.answer, answered.answered_by) == (
        "repondu",
        "La liste dit la même chose.",
        referent,
    )
    assert answered.answered_at
    assert [message.to for message in Message.objects.order_by("pk")] == ["camille@example.org"]
    done = client.get(one(difficulty)).content.decode()
    assert "La liste dit la même chose." in done and "par referente" in done and "<textarea" not in done
    assert one(difficulty) not in client.get(reverse(LISTING)).content.decode()
    assert one(difficulty) in client.get(reverse(LISTING), {"etat": "repondu"}).content.decode()


@pytest.mark.usefixtures("referent")
def test_a_second_answer_does_not_leave(client: Client) -> None:
    difficulty = told()
    client.post(one(difficulty), {"answer": "La première."})
    Message.objects.all().delete()
    page = client.post(one(difficulty), {"answer": "La seconde."}, follow=True).content.decode()
    assert "Quelqu’un a déjà répondu" in page and not Message.objects.exists()
    # Neither does taking it up undo it.
    client.post(one(difficulty), {"action": "take_up"})
    assert (Difficulty.objects.get().answer, Difficulty.objects.get().state) == ("La première.", "repondu")


@pytest.mark.usefixtures("referent")
def test_what_was_done_is_noted_when_nobody_can_be_written_to(client: Client) -> None:
    difficulty = told(email="")
    assert "Noter ce qui a été fait" in client.get(one(difficulty)).content.decode()
    client.post(one(difficulty), {"answer": "Alternative ajoutée."})
    assert Difficulty.objects.get().state == "repondu" and not Message.objects.exists()


def test_only_who_has_the_right_reads_them(client: Client, referent: User) -> None:
    difficulty = told()
    for address in (reverse(LISTING), one(difficulty)):
        assert client.get(address).status_code == 200
    referent.user_permissions.remove(Permission.objects.get(codename="change_difficulty"))
    for address in (reverse(LISTING), one(difficulty)):
        assert client.get(address).status_code == 302
    client.post(one(difficulty), {"answer": "Non."})
    assert Difficulty.objects.get().state == "nouveau"


@pytest.mark.usefixtures("referent")
def test_an_unknown_state_shows_what_waits(client: Client) -> None:
    difficulty = told()
    assert one(difficulty) in client.get(reverse(LISTING), {"etat": "<x>"}).content.decode()
    assert client.get(one(difficulty)[:-2] + "999/").status_code == 404
