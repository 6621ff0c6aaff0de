"""The home page of the admin: what waits for who opens it, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Comment, Locale, Page

from accounts.models import User
from cms.dashboard.registry import waiting_for
from cms.models import Difficulty
from network.models import Organisation, OrganisationRequest
from resources.models import Opinion, ResourcePage
from tests.resources.upkeep.making import library, resource
from tests.support.sql import recorded_sql

from .upkeep.making import editor, free_page, home, quiet

pytestmark = pytest.mark.usefixtures("founding")

KIND = "Rien ne vous attend pour le moment. Merci de tenir le portail à jour."


@pytest.fixture(autouse=True)
def _nothing_else_waits(founding: None) -> None:
    quiet()
    ResourcePage.objects.update(owner=None)


def board(client: Client, user: User) -> dict[str, str]:
    """What the home page says to `user`: the address of each thing that waits."""
    client.force_login(user)
    answer = client.get(reverse("wagtailadmin_home"))
    section = BeautifulSoup(answer.content, "html.parser").find("section", class_="waiting")
    found = {link.get_text(): str(link["href"]) for link in section.find_all("a")}
    assert (KIND in section.get_text()) is not bool(found)
    return found


def granted(user: User, *codenames: str) -> User:
    user.groups.get().permissions.add(*Permission.objects.filter(codename__in=codenames))
    return User.objects.get(pk=user.pk)


def test_when_nothing_waits_it_says_so(client: Client) -> None:
    assert board(client, editor()) == {}


def test_each_sees_their_own(client: Client) -> None:
    camille, lou = editor("camille"), editor("lou")
    page: Any = free_page("Tarifs", camille)
    page.save_revision(user=camille)
    Comment.objects.create(page_id=page.pk, user=lou, text="Et le prix ?", contentpath="title")
    found = board(client, camille)
    assert list(found) == ["1 commentaire pour vous", "1 page à relire", "1 brouillon laissé sans suite"]
    for address in found.values():
        assert client.get(address).content.decode().count("Tarifs") >= 1
    assert board(client, lou) == {}


def test_a_page_without_the_right_to_change_it_does_not_wait(client: Client) -> None:
    camille = editor("camille", below=free_page("Ailleurs"))
    free_page("Tarifs", camille)
    assert board(client, camille) == {}


def test_what_is_late_says_it(client: Client) -> None:
    camille = editor()
    free_page("Tarifs", camille)
    free_page("Horaires", camille, read_on=timezone.localdate() - timedelta(days=370))
    client.force_login(camille)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "2 pages à relire" in text and "Dont 1 en retard de plus d’un mois." in text


def test_moderators_see_what_is_submitted_and_what_nobody_keeps(client: Client) -> None:
    moderator = User.objects.create_user("moderatrice")
    moderator.groups.add(*Page.objects.get(pk=home().pk).get_workflow().tasks.first().specific.groups.all())
    page: Any = free_page("Tarifs")
    page.save_revision(user=editor("camille"))
    page.get_workflow().start(page, User.objects.get(username="camille"))
    found = board(client, moderator)
    assert next(iter(found)) == "1 version à relire avant publication"
    assert "1 page à relire n’a pas de responsable" in found
    assert "Tarifs" in client.get(found["1 version à relire avant publication"]).content.decode()
    assert board(client, User.objects.get(username="camille")) == {}


def test_an_older_version_waits_for_who_may_change_it(client: Client) -> None:
    page: Any = free_page("Tarifs", every=0)
    simple: Any = page.copy_for_translation(Locale.objects.get(language_code="fr-simple"), copy_parents=True)
    simple.save_revision().publish()
    page.save_revision().publish()
    assert board(client, editor("lou", below=free_page("Ailleurs", every=0))) == {}
    assert list(board(client, editor("camille", below=simple))) == ["1 traduction à revoir"]


def test_who_answers_readers_and_runs_the_portal(client: Client) -> None:
    now = timezone.now()
    Difficulty.objects.create(text="Je ne vois rien.", told_at=now)
    OrganisationRequest.objects.create(
        name="Une structure", commune="Nantes", message="…", email="a@example.org", asked_at=now, confirmed_at=now
    )
    Opinion.objects.create(resource=resource("Un guide"), kind=Opinion.Kind.ERROR, text="Faux.", given_at=now)
    DBTaskResult.objects.create(
        task_path="cms.tasks.une", status="FAILED", args_kwargs={"args": [], "kwargs": {}}, finished_at=now,
        exception_class_path="builtins.ValueError", traceback="", run_after=now, backend_name="default",
    )  # fmt: skip
    camille = granted(editor("camille", below=library()), "change_difficulty", "change_organisation")
    expected = [
        "1 difficulté d’accès à répondre",
        "1 réponse ou demande à l’annuaire",
        "1 erreur signalée par un lecteur",
    ]
    found = board(client, camille)
    assert list(found)[:3] == expected
    assert all(client.get(address).status_code == 200 for address in found.values())
    assert "1 travail de fond en échec" in board(client, User.objects.create_superuser("administratrice"))
    assert board(client, editor("lou", below=free_page("Ailleurs", every=0))) == {}


def test_an_error_that_was_dealt_with_waits_no_more(client: Client) -> None:
    page = resource("Un guide")
    opinion = Opinion.objects.create(resource=page, kind=Opinion.Kind.ERROR, text="Faux.", given_at=timezone.now())
    camille, lou = editor("camille", below=library()), editor("lou", below=free_page("Ailleurs"))
    address = reverse("library_reports:handled", args=[opinion.pk])
    client.force_login(lou)
    client.post(address)
    assert "1 erreur signalée par un lecteur" in board(client, camille)
    client.post(address)
    assert board(client, camille) == {}


def test_wagtails_panels_that_say_it_again_are_gone(client: Client) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    names = {panel.name for panel in client.get(reverse("wagtailadmin_home")).context["panels"]}
    assert names == {"waiting", "recent_edits", "locked_pages"}


def test_it_costs_the_same_whatever_waits(client: Client) -> None:
    moderator = User.objects.create_superuser("administratrice")

    def grow(times: int) -> int:
        for number in range(times):
            page: Any = free_page(f"Page {number} de {times}", moderator, published=date(2020, 1, 1))
            page.save_revision(user=moderator)
            Difficulty.objects.create(text="Rien.", told_at=timezone.now())
            Comment.objects.create(page_id=page.pk, user=editor(f"c{times}-{number}"), text="?", contentpath="title")
            Opinion.objects.create(
                resource=resource(f"Guide {number} de {times}"), kind="erreur", text="x", given_at=timezone.now()
            )
        user = User.objects.get(pk=moderator.pk)
        waiting_for(user)
        with recorded_sql() as statements:
            found = waiting_for(User.objects.get(pk=moderator.pk))
        assert len(found) >= 5
        return len(statements)

    few, many = grow(1), grow(6)
    assert few == many
    assert many <= 30
    assert Organisation.objects.exists()
