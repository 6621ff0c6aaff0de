"""Files come in through the admin: looked into, named safely, never lost."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import delete_file_from_storage_task

from resources import forms
from resources.file_contents import read_unread
from resources.models import LibraryDocument

from .extraction.offices import docx
from .extraction.pdfs import bare, encrypted, typeset
from .extraction.test_office_refusals import DECLARED, LONG_BODY
from .factories import stored
from .imports.archives import archived

pytestmark = pytest.mark.usefixtures("founding")

ADD = "/admin/documents/multiple/add/"


@pytest.fixture
def editor(admin_client: Client) -> Client:
    return admin_client


def upload(editor: Client, content: bytes, name: str) -> dict[str, Any]:
    """What the admin's page of several files answers for one of them."""
    response = editor.post(
        ADD, {"title": "Un fichier", "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )  # fmt: skip
    return dict(response.json())


def edit(editor: Client, document: LibraryDocument, content: bytes, name: str, **values: str) -> Any:
    sent = {"title": document.title, "shown_hash": document.file_hash, "file": SimpleUploadedFile(name, content)}
    return editor.post(reverse("wagtaildocs:edit", args=[document.pk]), sent | values)


def test_a_document_is_taken(editor: Client) -> None:
    assert upload(editor, typeset(1), "guide.pdf")["success"]
    document = LibraryDocument.objects.get()
    assert document.filename == "guide.pdf" and document.file.name.startswith("documents/")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\x00" + bytes(200), "guide.pdf", "ne correspond pas à son extension"),
        (b"%PDF-1.7 broken", "guide.pdf", "abîmé"),
        (bare(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert) >>"), "guide.pdf", "programme"),
        (b"MZ\x90\x00", "guide.exe", "ne prend pas ce genre de fichier"),
        (typeset(1) + archived({"programme.exe": b"MZ"}), "guide.pdf", "autre chose que le document"),
        (docx(LONG_BODY), "guide.docx", "place démesurée"),
        (docx(**{"word/comments.xml": DECLARED}), "guide.docx", "définitions XML"),
        (encrypted(opens=False), "guide.pdf", "mot de passe"),
    ],
    ids=["renamed", "broken", "script", "extension", "polyglot", "bomb", "entities", "password"],
)
def test_what_is_refused_says_why_and_leaves_nothing(editor: Client, content: bytes, name: str, said: str) -> None:
    answer = upload(editor, content, name)
    assert not answer["success"] and said in str(answer)
    assert not LibraryDocument.objects.exists()


def test_the_tests_of_contents_can_fail(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the look inside, the renamed program is taken."""
    monkeypatch.setattr(forms, "inspect", lambda path, name: None)
    assert upload(editor, b"MZ\x90\x00" + bytes(200), "guide.pdf")["success"]


def test_ten_thousand_pages_are_taken_and_what_was_read_of_them_is_told(editor: Client) -> None:
    assert upload(editor, bare(pages=10_000), "guide.pdf")["success"]
    assert read_unread() == 1
    page = editor.get(reverse("wagtaildocs:edit", args=[LibraryDocument.objects.get().pk])).content.decode()
    assert "premières pages sur 10\xa0000 ont été lues" in page


@pytest.mark.parametrize(
    "name", ["../../etc/guide.pdf", "gui\nde.pdf", "guide\u202efdp.pdf", "g" * 300 + ".pdf", "..\\guide.pdf"]
)
def test_hostile_names_are_made_plain(editor: Client, name: str) -> None:
    assert upload(editor, typeset(1), name)["success"]
    document = LibraryDocument.objects.get()
    assert document.file.name.count("/") == 2 and ".." not in document.file.name and len(document.filename) <= 100
    assert document.filename.endswith(".pdf") and document.filename.isprintable()


def test_replacing_keeps_what_was_there(editor: Client) -> None:
    document = stored(typeset(1), "guide.pdf", accessibility="oui")
    before = document.file.name
    assert edit(editor, document, typeset(2), "guide-2.pdf").status_code == 302
    document.refresh_from_db()
    assert document.filename == "guide-2.pdf"
    [version] = document.versions.all()
    assert (version.number, version.file.name) == (1, before)
    assert document.file.storage.exists(before)
    # Said of the other content: to be said again.
    assert document.accessibility == ""
    page = editor.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert version.url in page


def test_what_is_said_of_the_new_content_is_kept(editor: Client) -> None:
    document = stored(typeset(1), "guide.pdf")
    edit(editor, document, typeset(2), "guide.pdf", accessibility="oui")
    document.refresh_from_db()
    assert document.accessibility == "oui" and document.confirmed_hash == document.file_hash


def test_two_editors_do_not_replace_each_others_file(editor: Client) -> None:
    document = stored(typeset(1), "guide.pdf")
    assert edit(editor, document, typeset(2), "premier.pdf").status_code == 302
    second = edit(editor, document, typeset(3), "second.pdf")
    assert second.status_code == 200 and "Quelqu’un a remplacé ce fichier" in second.content.decode()
    document = LibraryDocument.objects.get()
    assert document.filename == "premier.pdf" and document.versions.count() == 1
    # Seen, and meant: the form opened again replaces it.
    assert edit(editor, document, typeset(3), "second.pdf").status_code == 302
    assert LibraryDocument.objects.get().filename == "second.pdf"


def test_a_title_changes_without_the_file(editor: Client) -> None:
    document = stored(typeset(1), "guide.pdf", accessibility="oui")
    sent = {"title": "Autre titre", "shown_hash": document.file_hash, "accessibility": "oui"}
    assert editor.post(reverse("wagtaildocs:edit", args=[document.pk]), sent).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.accessibility, document.versions.count()) == ("Autre titre", "oui", 0)


def test_a_refused_replacement_changes_nothing(editor: Client) -> None:
    document = stored(typeset(1), "guide.pdf")
    response = edit(editor, document, b"%PDF-1.7 broken", "guide.pdf")
    assert response.status_code == 200 and "abîmé" in response.content.decode()
    document.refresh_from_db()
    assert document.versions.count() == 0 and document.file.storage.exists(document.file.name)


@pytest.fixture
def full_disk(editor: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def full(storage: FileSystemStorage, name: str, content: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    def fill() -> None:
        monkeypatch.setattr(FileSystemStorage, "_save", full)
        editor.raise_request_exception = False

    return fill


def test_a_full_disk_refuses_a_new_file(editor: Client, full_disk: Callable[[], None]) -> None:
    full_disk()
    response = editor.post(
        ADD, {"title": "Un fichier", "files[]": SimpleUploadedFile("guide.pdf", typeset(1))},
        headers={"x-requested-with": "XMLHttpRequest"},
    )  # fmt: skip
    assert response.status_code == 507 and "plus de place" in response.content.decode()


def test_a_full_disk_is_told_and_nothing_is_lost(editor: Client, full_disk: Callable[[], None]) -> None:
    document = stored(typeset(1), "guide.pdf")
    full_disk()
    response = edit(editor, document, typeset(2), "guide-2.pdf")
    assert response.status_code == 507 and "plus de place" in response.content.decode()
    document.refresh_from_db()
    assert document.filename == "guide.pdf" and document.versions.count() == 0


def test_deleting_a_file_deletes_its_past(editor: Client, django_capture_on_commit_callbacks: Any) -> None:
    document = stored(typeset(1), "guide.pdf")
    edit(editor, document, typeset(2), "guide-2.pdf")
    past = document.versions.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("wagtaildocs:delete", args=[document.pk]))
    asked = DBTaskResult.objects.filter(task_path=delete_file_from_storage_task.module_path)
    assert {task.args_kwargs["args"][1] for task in asked} >= {past}
