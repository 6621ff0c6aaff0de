"""The screens: tried first, applied after, open to those who may add resources and to nobody else."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from cms.imports.tasks import purge_imports
from network.models import Organisation, RunState, Territory
from resources.imports.admin import forms, views
from resources.imports.fates import Fate
from resources.imports.tasks import import_library_file
from resources.models import LibraryDocument, LibraryImport, ResourceIndexPage, ResourcePage
from tests.support.groups import everywhere_editors

from . import bibliographies
from .archives import archive, imported, pdf, report

pytestmark = pytest.mark.usefixtures("founding")


@pytest.fixture
def editor(client: Client) -> User:
    user = User.objects.create_user("autrice")
    user.groups.add(everywhere_editors())
    client.force_login(user)
    return user


def waiting() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(task_path=import_library_file.module_path, status="READY")


def work() -> None:
    """What the worker does."""
    for result in waiting().order_by("enqueued_at"):
        import_library_file.call(*result.args_kwargs["args"])
        result.delete()


def send(client: Client, content: bytes, name: str = "b.ris"):
    return client.post(reverse("library_imports:upload"), {"file": SimpleUploadedFile(name, content)})


def test_a_bibliography_is_tried_read_then_applied(client: Client, editor: User, tmp_path: Path) -> None:
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("library_imports:index") in home and reverse("library_lots:index") in home
    before = ResourcePage.objects.count()
    path = archive(tmp_path, {"b.ris": bibliographies.RIS.encode(), "files/12/rapport.pdf": pdf()})
    answer = send(client, path.read_bytes(), "export.zip")
    tried = LibraryImport.objects.get()
    assert answer.url == reverse("library_imports:run", args=[tried.pk]) and tried.asked_by == editor
    assert "Actualiser" in client.get(answer.url).content.decode()
    work()
    page = BeautifulSoup(client.get(answer.url).content, "html.parser")
    assert "Appliquer ce fichier" in page.text and "brouillons créés" in page.text
    assert ResourcePage.objects.count() == before and not LibraryDocument.objects.exists()
    told = client.get(reverse("library_imports:report", args=[tried.pk]))
    assert "attachment" in told["Content-Disposition"] and b"atelier" in b"".join(told.streaming_content)
    answer = client.post(answer.url)
    work()
    applied = LibraryImport.objects.get(dry_run=False)
    assert answer.url == reverse("library_imports:run", args=[applied.pk]) and applied.state == RunState.DONE
    assert "Voir les pages" in client.get(answer.url).content.decode()
    made = ResourcePage.objects.get(doi="10.99999/suivi.2021")
    assert not made.live and made.owner == editor and made.latest_revision.user == editor
    assert made.files.first().document.uploaded_by_user == editor
    assert "export.zip" in client.get(reverse("library_imports:index")).content.decode()
    assert client.get(f"/media/{applied.file.name}").status_code == 404 and "/media/" not in applied.file.path


def test_what_was_applied_is_not_applied_again(client: Client, editor: User) -> None:
    send(client, bibliographies.RIS.encode())
    work()
    tried = LibraryImport.objects.get()
    client.post(reverse("library_imports:run", args=[tried.pk]))
    work()
    applied = LibraryImport.objects.get(dry_run=False)
    client.post(reverse("library_imports:run", args=[applied.pk]))
    assert LibraryImport.objects.count() == 2


@pytest.mark.parametrize("content", [b"", b"Bonjour", b"%PDF-1.7", b"nom;identifiant\nA;a\n"])
def test_a_file_that_is_no_good_is_told_at_once(client: Client, editor: User, content: bytes) -> None:
    page = send(client, content)
    assert page.status_code == 200 and BeautifulSoup(page.content, "html.parser").select(
        ".error-message, .w-field__errors"
    )
    assert not LibraryImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(client: Client, editor: User, settings) -> None:
    settings.IMPORT_MOST_BYTES = 10
    assert "trop grand" in send(client, bibliographies.RIS.encode()).content.decode()


def test_a_trap_is_told_on_the_page_of_its_run(client: Client, editor: User, tmp_path: Path) -> None:
    send(client, archive(tmp_path, {"bombe.pdf": b"\0" * 20_000_000}).read_bytes(), "b.zip")
    work()
    page = client.get(reverse("library_imports:run", args=[LibraryImport.objects.get().pk])).content.decode()
    assert "se gonfle" in page and "Appliquer" not in page


def test_who_may_no_longer_add_changes_nothing(client: Client, editor: User) -> None:
    send(client, bibliographies.RIS.encode())
    editor.groups.clear()
    work()
    run = LibraryImport.objects.get()
    assert run.state == RunState.FAILED and "plus le droit" in run.problem


def addresses(run: LibraryImport) -> list[str]:
    named = [reverse(name) for name in ("library_imports:index", "library_imports:upload", "library_lots:index")]
    own = ("library_imports:run", "library_imports:report", "library_lots:titles")
    return [*named, *(reverse(name, args=[run.pk]) for name in own)]


def reached(client: Client, run: LibraryImport) -> set[str]:
    found = set()
    for address in addresses(run):
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)  # The file is closed at its end.
        if answer.status_code == 200 or answer.url.startswith("/admin/bibliotheque/"):
            found.add(address)
    return found


def test_only_those_who_may_add_resources_get_there(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.ris").write_text(bibliographies.RIS, encoding="utf-8")
    run = imported(tmp_path / "b.ris", dry_run=True)
    assert not reached(client, run)
    reader = User.objects.create_user("lectrice")
    # Someone who works on the portal, and not on its pages.
    group = Group.objects.create(name="Autres")
    group.permissions.set(everywhere_editors().permissions.all())
    reader.groups.add(group)
    client.force_login(reader)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert not reached(client, run)
    for address in addresses(run):
        client.post(address, {"file": SimpleUploadedFile("b.ris", bibliographies.RIS.encode())})
        asked = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
        assert asked.status_code == 403
    assert LibraryImport.objects.count() == 1
    assert reverse("library_imports:index") not in client.get(reverse("wagtailadmin_home")).content.decode()
    # The negative control: without the check, all of it answers.
    monkeypatch.setattr(views, "open_to", lambda user: list(ResourceIndexPage.objects.order_by("path")))
    assert reached(client, run) == set(addresses(run))


def test_nobody_sees_what_was_brought_to_a_library_that_is_not_theirs(
    client: Client, editor: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.ris").write_text(bibliographies.RIS, encoding="utf-8")
    run = imported(tmp_path / "b.ris", dry_run=True)
    address = reverse("library_imports:report", args=[run.pk])
    answer = client.get(address)
    assert answer.status_code == 200 and b"".join(answer.streaming_content)
    LibraryImport.objects.update(into=None)
    assert client.get(address).status_code == 404


LOT = {"kind": "outil", "content_language": "fr", "date": "2021-05", "publisher": "agefiph", "licence": "etalab-2.0"}


def send_files(client: Client, *files: tuple[str, bytes], **told: object):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("library_lots:index"), {**LOT, "sent": sent, **told})


def test_several_files_become_a_draft_each_with_what_they_share(client: Client, editor: User) -> None:
    page = BeautifulSoup(client.get(reverse("library_lots:index")).content, "html.parser")
    assert page.select("input[type=file][multiple]") and page.select("textarea[name=territories]")
    theme = ResourcePage.themes.field.related_model.objects.get(slug="cooperation-acteurs")
    place = Territory.objects.get(kind="departement", code="44")
    files = (("Fiche_une.pdf", pdf()), ("fiche.pdf", pdf("deux")), ("fiche.pdf", pdf("trois")), ("x.exe", b"MZ"))
    answer = send_files(client, *files, themes=[theme.pk], territories=str(place))
    run = LibraryImport.objects.get()
    assert answer.url == reverse("library_lots:titles", args=[run.pk]) and not waiting().exists()
    page = BeautifulSoup(client.get(answer.url).content, "html.parser")
    assert "x.exe" in page.text
    fields = {field["name"]: field.get("value", "") for field in page.select("form input[name^=form-]")}
    assert [fields[f"form-{place}-title"] for place in range(3)] == ["2 fiche", "Fiche une", "fiche"]
    assert all(page.select(f"label[for={field['id']}]") for field in page.select("input[type=text], tbody textarea"))
    empty = client.post(answer.url, {**fields, "form-1-title": ""})
    assert empty.status_code == 200 and BeautifulSoup(empty.content, "html.parser").select(".error-message")
    answer = client.post(answer.url, {**fields, "form-1-title": "La fiche une", "form-1-summary": "Un résumé."})
    assert answer.url == reverse("library_imports:run", args=[run.pk])
    work()
    run.refresh_from_db()
    assert run.counts[Fate.CREATED] == run.counts[Fate.FILE] == 3, report(run)
    made = ResourcePage.objects.get(title="La fiche une")
    assert (made.live, made.kind, made.date, made.summary) == (False, "outil", "2021-05", "Un résumé.")
    assert made.publisher == Organisation.objects.get(slug="agefiph") and made.licence == "etalab-2.0"
    assert list(made.themes.all()) == [theme] and list(made.territories.all()) == [place]
    assert made.files.get().document.filename == "Fiche_une.pdf"
    # Sent twice, it is done once.
    client.post(reverse("library_lots:titles", args=[run.pk]), fields)
    work()
    assert ResourcePage.objects.filter(kind="outil", live=False).count() == 3


@pytest.mark.parametrize(
    ("files", "told", "word"),
    [
        ([], {}, "Champ requis"),
        ([("x.exe", b"MZ")], {}, "laissé de côté"),
        ([("vide.pdf", b"")], {}, "vide"),
        ([("a.pdf", pdf())], {"publisher": "Personne"}, "pas dans l’annuaire"),
        ([("a.pdf", pdf())], {"date": "bientôt"}, "pas une date"),
        ([("a.pdf", pdf())], {"territories": "Nulle part"}, "Nulle part"),
        ([("a.pdf", pdf())], {"kind": "roman"}, "roman"),
    ],
)
def test_files_that_cannot_be_taken_are_told(
    client: Client, editor: User, files: list[tuple[str, bytes]], told: dict[str, str], word: str
) -> None:
    answer = send_files(client, *files, **told)
    assert answer.status_code == 200 and word in BeautifulSoup(answer.content, "html.parser").text
    assert not LibraryImport.objects.exists()


def test_too_many_files_at_once(client: Client, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_AT_ONCE", 1)
    two = (("a.pdf", pdf()), ("b.pdf", pdf("b")))
    assert "1 fichiers au plus" in send_files(client, *two).content.decode()
    assert send_files(client, two[0]).status_code == 302


def test_old_imports_are_forgotten_with_those_of_the_directory(client: Client, editor: User) -> None:
    send(client, bibliographies.RIS.encode())
    work()
    assert DBTaskResult.objects.filter(task_path=purge_imports.module_path).count() == 1
    run = LibraryImport.objects.get()
    kept = [Path(run.file.path), Path(run.report.path)]
    call_command("purge_imports", verbosity=0)
    assert all(path.exists() for path in kept)
    LibraryImport.objects.update(asked_at=timezone.now() - timezone.timedelta(days=91))
    call_command("purge_imports", verbosity=0)
    assert not LibraryImport.objects.exists() and not any(path.exists() for path in kept)
