"""The screens: a page exported, a file tried, read, then applied; for those who may, and for nobody else."""

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from cms.copies.tasks import import_pages_file
from cms.models import ContentPage, HomePage, PageImport
from cms.models.runs import RunState

from .files import exported, page_below


@pytest.fixture
def editor(client: Client, home: HomePage) -> User:
    """May write below the home page of the portal, without publishing."""
    user = User.objects.create_user("autrice")
    group = Group.objects.create(name="Autrices")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    user.groups.add(group)
    client.force_login(user)
    return user


def work() -> None:
    """What the worker does."""
    for result in DBTaskResult.objects.filter(task_path=import_pages_file.module_path, status="READY"):
        import_pages_file.call(*result.args_kwargs["args"])
        result.delete()


def send(client: Client, place: Page, content: bytes, **told: str):
    data = {"file": SimpleUploadedFile("pages.zip", content), "existing": "renew"} | told
    return client.post(reverse("page_copies:import", args=[place.pk]), data)


def test_a_page_goes_and_comes_back(client: Client, editor: User, home: HomePage) -> None:
    page = page_below(home, "Une page")
    menu = client.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()
    export = reverse("page_copies:export", args=[page.pk])
    place = reverse("page_copies:import", args=[home.pk])
    assert export in menu and place in menu
    assert "Avec les pages" not in client.get(export).content.decode()
    answer = client.post(export, {"version": ""})
    assert answer["Content-Disposition"] == 'attachment; filename="une-page.passerelles.zip"'
    content = b"".join(answer.streaming_content)
    page.delete()
    assert "Essayer sans rien écrire" in client.get(place).content.decode()
    answer = send(client, home, content)
    tried = PageImport.objects.get()
    assert answer.url == reverse("page_copies:run", args=[tried.pk]) and tried.dry_run
    work()
    shown = BeautifulSoup(client.get(answer.url).content, "html.parser")
    assert "brouillons créés" in shown.text and "Une page (page libre)" in shown.text and "Appliquer" in shown.text
    assert not ContentPage.objects.exists()
    told = client.get(reverse("page_copies:report", args=[tried.pk]))
    assert b"Une page" in b"".join(told.streaming_content)
    answer = client.post(answer.url)
    work()
    made = ContentPage.objects.get()
    assert not made.live and made.owner == editor and made.latest_revision.user == editor
    assert reverse("wagtailadmin_pages:edit", args=[made.pk]) in client.get(answer.url).content.decode()
    assert client.post(answer.url).status_code == 302  # it was applied already: Wagtail sends home who may not
    assert ContentPage.objects.count() == 1
    assert "Fichiers déjà essayés" in client.get(place).content.decode()


def test_an_old_version_is_exported_from_the_history(client: Client, editor: User, home: HomePage) -> None:
    page = page_below(home, "Ancien titre")
    old = page.save_revision(user=editor, log_action=True)
    page.title = "Nouveau titre"
    page.save_revision(user=editor, log_action=True)
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    address = f"{reverse('page_copies:export', args=[page.pk])}?version={old.pk}"
    assert address in history and "Exporter cette version" in history
    chosen = BeautifulSoup(client.get(address).content, "html.parser").select_one("select[name=version] [selected]")
    assert chosen["value"] == str(old.pk)
    answer = client.post(address, {"version": old.pk})
    assert send(client, home, b"".join(answer.streaming_content)).status_code == 302
    work()
    assert PageImport.objects.get().told[0]["title"] == "Ancien titre"
    other = page_below(home, "Autre").save_revision()
    assert client.post(address, {"version": other.pk}).status_code == 200  # a version of another page


def test_whoever_may_not_is_sent_away(client: Client, editor: User, home: HomePage, tmp_path: Path) -> None:
    root = Page.get_first_root_node()
    outside = page_below(root, "Dehors")
    run = PageImport.objects.create(file_name="x", place=outside, dry_run=True, state=RunState.DONE)
    closed = {"export": [outside.pk, root.pk], "import": [outside.pk], "run": [run.pk], "report": [run.pk]}
    for address in (reverse(f"page_copies:{name}", args=[pk]) for name, numbers in closed.items() for pk in numbers):
        assert client.get(address).status_code in (302, 403)
    assert send(client, outside, exported(outside, tmp_path).read_bytes()).status_code == 302
    assert PageImport.objects.count() == 1
    client.logout()
    assert "login" in client.get(reverse("page_copies:export", args=[home.pk])).url


def test_a_right_that_was_lost_in_between_counts(client: Client, editor: User, home: HomePage, tmp_path: Path) -> None:
    page = page_below(home)
    send(client, home, exported(page, tmp_path).read_bytes())
    GroupPagePermission.objects.all().delete()
    work()
    run = PageImport.objects.get()
    assert run.state == RunState.FAILED and "plus le droit" in run.problem


def test_pages_that_one_may_not_edit_stay(client: Client, editor: User, home: HomePage, tmp_path: Path) -> None:
    page = page_below(home, "Une")
    path = exported(page, tmp_path)
    page.title = "Autre"
    page.save_revision(user=None)
    GroupPagePermission.objects.filter(permission__codename="change_page").delete()
    send(client, home, path.read_bytes())
    work()
    run = PageImport.objects.get()
    assert "pas le droit de modifier" in run.told[0]["reason"], run.told


def test_wrong_uploads_are_told(client: Client, editor: User, home: HomePage, settings: Settings) -> None:
    assert "Ce n’est pas un fichier de pages" in send(client, home, b"%PDF").content.decode()
    assert "Sélectionnez un choix valide" in send(client, home, b"PK\3\4", existing="x").content.decode()
    settings.IMPORT_MOST_BYTES = 3
    assert "trop grand" in send(client, home, b"PK\3\4").content.decode()
    assert not PageImport.objects.exists()


def test_the_commands(home: HomePage, tmp_path: Path) -> None:
    page = page_below(home, "Une")
    page_below(page, "Deux")
    path, said = tmp_path / "une.zip", io.StringIO()
    call_command("export_pages", "/une/", path, stdout=said)
    assert "2 pages exported" in said.getvalue() and path.is_file() and not path.with_name("une.zip.part").exists()
    page.delete()
    call_command("import_pages", path, "/", dry_run=True, stdout=said)
    assert "2 brouillons créés" in said.getvalue() and not ContentPage.objects.exists()
    call_command("import_pages", path, str(home.pk), stdout=said, rapport=tmp_path / "rapport.csv")
    assert ContentPage.objects.count() == 2 and "brouillons créés" in (tmp_path / "rapport.csv").read_text("utf-8-sig")
    made = ContentPage.objects.get(slug="une")
    call_command("export_pages", made.pk, path, alone=True, revision=made.latest_revision_id, verbosity=0)
    nothing = ["export_pages", "/nulle-part/", path], ["import_pages", path, "/nulle-part/"]
    for arguments in (*nothing, ["import_pages", tmp_path / "rien", "/"]):
        with pytest.raises(CommandError, match="There is no"):
            call_command(*arguments)
    with pytest.raises(CommandError, match="no version"):
        call_command("export_pages", made.pk, path, revision=999_999)
    path.write_bytes(b"x")
    with pytest.raises(CommandError, match="pas un fichier de pages"):
        call_command("import_pages", path, "/", verbosity=0)
