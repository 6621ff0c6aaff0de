"""The reports of the portal: what each shows, to whom, and what a spreadsheet gets of it."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook
from wagtail.models import Comment, CommentReply, Locale, Page, PageSubscription

from accounts.models import User
from cms.models import ContentPage, Upkeep
from network.models import ProjectPage
from tests.cms.upkeep.making import editor, free_page, home, quiet
from tests.support.french import french

pytestmark = pytest.mark.usefixtures("founding")

NAMES = ["pages-a-relire", "brouillons", "commentaires", "versions", "sans-en-bref", "travaux-en-echec"]


@pytest.fixture
def administrator(client: Client) -> User:
    user = User.objects.create_superuser("administratrice")
    client.force_login(user)
    return user


def rows(client: Client, name: str, **chosen: str) -> dict[str, str]:
    """The rows of a report: the text of each by the one of its first cell."""
    answer = client.get(reverse(f"cms_reports:{name}"), chosen)
    assert answer.status_code == 200
    table = BeautifulSoup(answer.content, "html.parser").find("table", class_="listing")
    found = table.find("tbody").find_all("tr") if table else []
    return {row.find(["td", "th"]).get_text(" ", strip=True): row.get_text(" ", strip=True) for row in found}


@pytest.mark.parametrize("name", NAMES)
def test_each_has_its_spreadsheets_and_an_answer_to_any_filter(name: str, client: Client, administrator: User) -> None:
    address = reverse(f"cms_reports:{name}")
    assert client.get(address, {"export": "csv"}).status_code == 200
    book = load_workbook(BytesIO(client.get(address, {"export": "xlsx"}).getvalue()))
    assert book.active.max_column >= 3
    for chosen in ({"etat": "rien"}, {"langue": "x", "etat": "\x00"}, {"p": "99999"}, {"ordering": "drop"}):
        assert client.get(address, chosen).status_code in (200, 404)


@pytest.mark.parametrize("name", NAMES)
def test_none_is_for_who_changes_no_page(name: str, client: Client) -> None:
    user = editor(below=french(ProjectPage, slug="pcti"))
    address = reverse(f"cms_reports:{name}")
    client.force_login(user)
    seen = client.get(address)
    assert (seen.status_code == 200) is (name != "travaux-en-echec")
    user.groups.get().page_permissions.all().delete()
    assert client.get(address).status_code == 302


def test_a_report_keeps_to_what_one_may_change(client: Client) -> None:
    free_page("Tarifs")
    client.force_login(editor(below=french(ProjectPage, slug="pcti")))
    assert list(rows(client, "pages-a-relire")) == [french(ProjectPage, slug="pcti").title]


def test_ageing_pages_by_state(client: Client, administrator: User) -> None:
    quiet()
    today = timezone.localdate()
    camille, gone = editor("camille"), User.objects.create_user("partie", is_active=False)
    free_page("En retard", administrator, published=date(2020, 1, 31))
    free_page("À relire", camille, read_on=today - timedelta(days=375))
    free_page("Bientôt", camille, read_on=today - timedelta(days=350))
    free_page("Relue", gone, read_on=today)
    free_page("Ne vieillit pas", camille, every=0)
    assert set(rows(client, "pages-a-relire", etat="a-relire")) == {"En retard", "À relire"}
    assert set(rows(client, "pages-a-relire", etat="en-retard")) == {"En retard"}
    assert set(rows(client, "pages-a-relire", etat="bientot")) == {"Bientôt"}
    assert "En retard" in rows(client, "pages-a-relire", etat="jamais-relue")
    assert set(rows(client, "pages-a-relire", etat="a-relire", responsable="moi")) == {"En retard"}
    alone = rows(client, "pages-a-relire", etat="sans-responsable")
    assert "partie (compte fermé)" in alone["Relue"] and "À relire" not in alone
    assert "depuis le 31 janvier 2021" in rows(client, "pages-a-relire")["En retard"]
    assert next(iter(rows(client, "pages-a-relire"))) == "En retard"


def test_a_month_has_its_last_day(client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet()
    page = free_page("Fin de mois", every=6, read_on=date(2026, 8, 31))
    for day, is_due in ((date(2027, 2, 27), False), (date(2027, 2, 28), True)):
        monkeypatch.setattr(timezone, "localdate", lambda *_args, day=day: day)
        assert bool(rows(client, "pages-a-relire", etat="a-relire")) is is_due
    assert Upkeep.objects.get(page=page).every == 6


def test_drafts_are_those_that_wait_for_nobody_else(client: Client) -> None:
    camille, lou = editor("camille"), editor("lou")
    mine: Any = free_page("Tarifs")
    mine.title = "Tarifs de demain"
    mine.save_revision(user=camille)
    theirs: Any = free_page("Horaires")
    theirs.save_revision(user=lou)
    submitted: Any = free_page("Envoyée")
    submitted.save_revision(user=camille)
    submitted.get_workflow().start(submitted, camille)
    planned: Any = free_page("Programmée")
    planned.go_live_at = timezone.now() + timedelta(days=3)
    planned.save_revision(user=camille, approved_go_live_at=planned.go_live_at)
    client.force_login(camille)
    assert set(rows(client, "brouillons")) == {"Tarifs de demain", "Horaires"}
    assert set(rows(client, "brouillons", auteur="moi")) == {"Tarifs de demain"}
    assert set(rows(client, "brouillons", publiee="non")) == set()


def test_comments_wait_for_who_has_not_the_last_word(client: Client) -> None:
    camille, lou = editor("camille"), editor("lou")
    kept, other, watched = free_page("La mienne", camille), free_page("Une autre"), free_page("Suivie")
    PageSubscription.objects.create(page=Page.objects.get(pk=watched.pk), user=camille, comment_notifications=True)
    for page in (kept, other, watched):
        Comment.objects.create(page_id=page.pk, user=lou, text="Est-ce à jour ?", contentpath="title")
    client.force_login(camille)
    assert set(rows(client, "commentaires")) == {"La mienne", "Une autre", "Suivie"}
    assert set(rows(client, "commentaires", pour="moi")) == {"La mienne", "Suivie"}
    for comment in Comment.objects.all():
        CommentReply.objects.create(comment=comment, user=camille, text="Oui.")
    assert set(rows(client, "commentaires", pour="moi")) == set()
    Comment.objects.update(resolved_at=timezone.now())
    assert set(rows(client, "commentaires")) == set()


def test_versions_that_are_missing_or_older(client: Client, administrator: User) -> None:
    page: Any = free_page("Tarifs")
    assert set(rows(client, "versions", langue="fr-simple", etat="a-revoir")) == set()
    assert "Tarifs" in rows(client, "versions", langue="fr-simple", etat="absente")
    simple: Any = page.copy_for_translation(Locale.objects.get(language_code="fr-simple"), copy_parents=True)
    assert "Tarifs" in rows(client, "versions", langue="fr-simple", etat="brouillon")
    simple.save_revision().publish()
    assert "Tarifs" in rows(client, "versions", langue="fr-simple", etat="a-jour")
    assert "Tarifs" not in rows(client, "versions", langue="fr-simple")
    page.save_revision().publish()
    assert set(rows(client, "versions", langue="fr-simple", etat="a-revoir")) == {"Tarifs"}
    assert set(rows(client, "versions", etat="a-revoir")) == {"Tarifs"}
    assert "Tarifs" in rows(client, "versions", langue="en")


def test_pages_that_say_nothing_of_themselves(client: Client, administrator: User) -> None:
    page = home().add_child(instance=ContentPage(title="Sans rien"))
    page.save_revision().publish()
    free_page("Avec une phrase")
    found = rows(client, "sans-en-bref")
    assert "Sans rien" in found and "Avec une phrase" not in found
    assert "Sans rien" in rows(client, "sans-en-bref", genre="cms.contentpage")
    assert "Sans rien" not in rows(client, "sans-en-bref", genre="network.projectpage")


def test_what_the_worker_could_not_do(client: Client, administrator: User) -> None:
    now = timezone.now()
    for name, when in (("cms.tasks.hier", now - timedelta(days=1)), ("cms.tasks.jadis", now - timedelta(days=30))):
        DBTaskResult.objects.create(
            task_path=name, status="FAILED", args_kwargs={"args": ["secret@example.org"], "kwargs": {}},
            exception_class_path="builtins.ValueError", traceback="secret", finished_at=when, run_after=now,
            backend_name="default",
        )  # fmt: skip
    assert set(rows(client, "travaux-en-echec")) == {"cms.tasks.hier"}
    sheet = client.get(reverse("cms_reports:travaux-en-echec"), {"export": "csv"}).getvalue()
    assert b"hier" in sheet and b"secret" not in sheet


def test_a_cell_is_no_formula(client: Client, administrator: User) -> None:
    free_page("=1+1")
    sheet = client.get(reverse("cms_reports:pages-a-relire"), {"export": "csv"}).getvalue().decode()
    assert "'=1+1" in sheet
