"""Who is written to about pages to be read again: the keeper twice, then the moderators; one letter a person."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from cms.models import Upkeep
from cms.upkeep.reading import read_again
from cms.upkeep.reminding import remind
from mail.models import Message

from .making import editor, free_page, home, quiet

pytestmark = pytest.mark.usefixtures("founding")

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MONTH = timedelta(days=30)


@pytest.fixture(autouse=True)
def _nothing_else_is_due(founding: None) -> None:
    quiet()


@pytest.fixture
def camille() -> User:
    return editor("camille")


@pytest.fixture
def moderator() -> User:
    return editor("moderatrice", "publish_page")


def letters(day: datetime) -> dict[str, str]:
    """What leaves that day, by address: the subject and the text."""
    Message.objects.all().delete()
    remind(day)
    return {message.to: f"{message.subject}\n{message.text}" for message in Message.objects.all()}


def test_one_letter_a_person_about_all_their_pages(camille: User) -> None:
    pages = [free_page("Tarifs & horaires", camille), free_page("Nous joindre", camille)]
    free_page("Relue depuis peu", camille, read_on=date(2026, 10, 1))
    free_page("Celle d’une autre", editor("lou"))
    found = letters(NOW)
    assert set(found) == {"camille@example.org", "lou@example.org"}
    text = found["camille@example.org"]
    assert text.startswith("2 pages sont à relire")
    for page in pages:
        assert page.title in text and f"/admin/pages/{page.pk}/edit/" in text
    assert "à relire depuis le 31 janvier 2021" in text
    assert "Relue depuis peu" not in text and "Celle d’une autre" not in text
    html = Message.objects.get(to="camille@example.org").html
    assert "Tarifs &amp; horaires" in html


def test_twice_to_the_keeper_then_to_the_moderators(camille: User, moderator: User) -> None:
    free_page("Tarifs", camille)
    assert set(letters(NOW)) == {"camille@example.org"}
    assert letters(NOW) == letters(NOW + MONTH / 2) == {}
    assert set(letters(NOW + MONTH)) == {"camille@example.org"}
    third = letters(NOW + 2 * MONTH)
    assert set(third) == {"moderatrice@example.org"}
    assert "deux rappels sont restés sans suite" in third["moderatrice@example.org"]
    assert letters(NOW + 2.5 * MONTH) == {}
    assert set(letters(NOW + 3 * MONTH)) == {"moderatrice@example.org"}


def test_a_reading_begins_again(camille: User) -> None:
    page = free_page("Tarifs", camille)
    letters(NOW)
    read_again(page, camille, (NOW + MONTH / 2).date())
    assert letters(NOW + 2 * MONTH) == {}
    assert set(letters(NOW + timedelta(days=400))) == {"camille@example.org"}
    assert Upkeep.objects.get(page=page).reminders == 1


@pytest.mark.parametrize("gone", ["nobody", "closed", "no right", "no address"])
def test_a_page_whose_keeper_can_do_nothing_goes_to_the_moderators(gone: str, moderator: User) -> None:
    keeper = None if gone == "nobody" else editor("partie")
    if keeper:
        if gone == "closed":
            keeper.is_active = False
        elif gone == "no right":
            keeper.groups.clear()
        else:
            keeper.email = ""
        keeper.save()
    free_page("Tarifs", keeper)
    found = letters(NOW)
    assert set(found) == {"moderatrice@example.org"}
    assert "Elles n’ont pas de responsable" in found["moderatrice@example.org"]


def test_a_moderator_gets_one_letter_about_all(moderator: User) -> None:
    free_page("La sienne", editor("autre", "change_page"))
    free_page("Tarifs")
    both = User.objects.get(username="moderatrice")
    both.groups.add(*User.objects.get(username="autre").groups.all())
    free_page("Celle de la modératrice", both)
    found = letters(NOW)["moderatrice@example.org"]
    assert found.startswith("2 pages sont à relire")
    assert "Celle de la modératrice" in found and "Tarifs" in found and "La sienne" not in found


def test_without_a_moderator_administrators_are_told() -> None:
    User.objects.filter(is_superuser=True).update(email="")
    User.objects.create_superuser("administratrice", email="admin@example.org")
    free_page("Tarifs")
    assert set(letters(NOW)) == {"admin@example.org"}


def test_who_nobody_can_be_told_waits_for_somebody() -> None:
    User.objects.filter(is_superuser=True).update(email="")
    page = free_page("Tarifs")
    assert letters(NOW) == {}
    assert Upkeep.objects.get(page=page).reminded_on is None
    editor("moderatrice", "publish_page", below=home())
    assert set(letters(NOW)) == {"moderatrice@example.org"}


def test_what_is_for_somebody_who_is_gone_does_not_leave(camille: User) -> None:
    free_page("Tarifs", camille)
    remind(NOW)
    camille.delete()
    assert not Message.objects.exists()


def test_many_pages_are_gone_through_in_few_statements_each(camille: User, django_assert_max_num_queries) -> None:
    for number in range(12):
        free_page(f"Page {number}", camille)
    with django_assert_max_num_queries(12 + 4 * 12):
        assert remind(NOW) == 1
