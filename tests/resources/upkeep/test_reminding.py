"""Who is written to about pages that wait, once a month for each cause."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from mail.models import Message
from resources.models import ResourcePage, ResourceReminder, ResourceStatus
from resources.reminding import remind
from resources.reviewing import still_true

from .making import editor, library, resource

pytestmark = pytest.mark.usefixtures("founding")

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = date(2026, 11, 25)


@pytest.fixture
def camille() -> User:
    return editor("camille", below=library(), email="camille@example.org")


def old(title: str, owner: User, **values: Any) -> ResourcePage:
    page = resource(title, **{"reviewed_on": date(2025, 1, 31), "review_every": 1} | values)
    ResourcePage.objects.filter(pk=page.pk).update(owner=owner)
    return page


def late(title: str, owner: User) -> ResourcePage:
    return old(title, owner, status=ResourceStatus.ANNOUNCED, expected="2026-05", review_every=None)


def test_one_message_a_person_says_what_waits_and_why(camille: User) -> None:
    guide, tool = old("Un guide & demi", camille), late("Un outil", camille)
    old("Celui d’une autre", editor("lou", below=library(), email="lou@example.org"))
    assert remind(NOW) == 2
    message = Message.objects.get(to="camille@example.org")
    assert message.subject == "2 ressources vous attendent"
    for page, reason in (
        (guide, "À relire depuis le 28 février 2025"),
        (tool, "Annoncée pour mai 2026, toujours « à venir »"),
    ):
        assert page.title in message.text and reason in message.text
        assert f"/admin/pages/{page.pk}/edit/" in message.text and f"/admin/pages/{page.pk}/edit/" in message.html
    assert "Un guide &amp; demi" in message.html
    assert "/admin/bibliotheque/rapports/a-relire/" in message.text
    assert "Celui d’une autre" not in message.text


def test_one_resource_is_one(camille: User) -> None:
    old("Un guide", camille)
    remind(NOW)
    assert Message.objects.get().subject == "Une ressource vous attend"


@pytest.mark.parametrize(("days", "again"), [(0, 0), (1, 0), (29, 0), (30, 1), (400, 1)])
def test_once_a_month_for_each_cause(camille: User, days: int, again: int) -> None:
    old("Un guide", camille)
    assert remind(NOW) == 1
    assert remind(NOW + timedelta(days=days)) == again


def test_what_is_new_does_not_wait_for_the_rest(camille: User) -> None:
    old("Un guide", camille)
    remind(NOW)
    late("Un outil", camille)
    assert remind(NOW + timedelta(days=1)) == 1
    last = Message.objects.order_by("-pk").first()
    assert last and "Un outil" in last.text and "Un guide" not in last.text


def test_another_cause_is_another_reminder(camille: User) -> None:
    page = late("Un outil", camille)
    remind(NOW)
    ResourcePage.objects.filter(pk=page.pk).update(
        status=ResourceStatus.PUBLISHED, review_every=1, reviewed_on=date(2026, 10, 1)
    )
    assert remind(NOW + timedelta(days=1)) == 1
    assert ResourceReminder.objects.count() == 2


def test_what_is_done_is_reminded_no_more(camille: User) -> None:
    page = old("Un guide", camille, review_every=6)
    remind(NOW)
    still_true(page.pk, camille, TODAY)
    assert remind(NOW + timedelta(days=60)) == 0
    # And again when it is due again, at once.
    assert remind(NOW + timedelta(days=182)) == 1


@pytest.mark.parametrize(
    "reason", ["control", "inactive", "no address", "no right", "no admin", "wrong address", "draft"]
)
def test_who_is_left_in_peace(camille: User, reason: str, caplog: pytest.LogCaptureFixture) -> None:
    page = old("Un guide", camille)
    if reason == "inactive":
        camille.is_active = False
    elif reason == "no address":
        camille.email = ""
    elif reason == "wrong address":
        camille.email = "camille chez exemple"
    elif reason == "no right":
        camille.groups.get().page_permissions.all().delete()
    elif reason == "no admin":
        camille.groups.get().permissions.remove(Permission.objects.get(codename="access_admin"))
    elif reason == "draft":
        ResourcePage.objects.get(pk=page.pk).unpublish()
    camille.save()
    assert remind(NOW) == Message.objects.count() == ResourceReminder.objects.count() == (reason == "control")
    assert "camille" not in caplog.text


def test_an_author_may_change_his_own(camille: User) -> None:
    author = editor("autrice", below=library(), may="add_page", email="autrice@example.org")
    old("Un guide", author)
    assert remind(NOW) == 1


def test_one_wrong_address_stops_nobody(camille: User) -> None:
    old("Un guide", editor("a", below=library(), email="a chez exemple"))
    old("Un outil", camille)
    assert remind(NOW) == 1


def test_a_reminder_does_not_outlive_the_person(camille: User) -> None:
    old("Un guide", camille)
    remind(NOW)
    assert Message.objects.exists()
    camille.delete()
    assert not Message.objects.exists()


def test_it_costs_by_person_and_not_by_page(camille: User, django_assert_max_num_queries: Any) -> None:
    for number in range(10):
        old(f"Guide {number}", camille)
    remind(NOW)
    with django_assert_max_num_queries(12):
        assert remind(NOW) == 0
