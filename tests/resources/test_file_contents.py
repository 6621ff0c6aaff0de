"""What files hold is found, told page by page, and never an error."""

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult

from resources import file_contents
from resources.models import FilePage, FileReading, ResourcePage
from resources.tasks import maintain_library, read_files
from search.draining import drain

from .extraction.offices import docx
from .extraction.pdfs import typeset
from .factories import give, resource_with, stored

pytestmark = pytest.mark.usefixtures("founding")


def found(client: Client, words: str) -> str:
    drain()
    return client.get("/recherche/", {"q": words}).content.decode()


def test_the_text_of_a_pdf_is_kept_page_by_page() -> None:
    document = stored(typeset(3), "guide.pdf")
    assert list(file_contents.unread()) == [document]
    assert file_contents.read_unread() == 1
    assert [page.number for page in document.text_pages.all()] == [1, 2, 3]
    assert "page-2" in document.text_pages.all()[1].text
    reading = document.reading
    assert (reading.state, reading.pages, reading.language, reading.message) == ("lu", 3, "fr", "")
    assert reading.facts["tagged"] and all(reading.facts.values())
    assert reading.thumbnail.read(4) == b"RIFF"
    reading.thumbnail.close()
    assert not file_contents.unread().exists()


def test_a_hit_names_the_page_and_leads_to_it(client: Client) -> None:
    document = stored(typeset(3), "guide.pdf")
    resource = resource_with(document, title="Un guide")
    file_contents.read(document)
    page = found(client, "page-2")
    assert resource.get_url() in page
    assert f'href="{document.url}#page=2"' in page and "guide.pdf, page 2" in page


def test_pages_are_those_of_their_own_file(client: Client) -> None:
    """Files are laid end to end: the second page of the second one is not the fourth of anything."""
    first, second = stored(typeset(2), "un.pdf"), stored(typeset(4), "deux.pdf")
    resource_with(first, second, title="Deux guides")
    file_contents.read_unread()
    page = found(client, "page-4")
    assert f'href="{second.url}#page=4"' in page and "<li>PDF</li>" in page


def test_a_text_without_pages_names_its_file(client: Client) -> None:
    document = stored(docx(), "modele.docx")
    resource_with(document, title="Un modèle")
    file_contents.read(document)
    assert document.text_pages.get().number == 0
    word = next(word for word in re.findall(r"\w{5,}", document.text_pages.get().text))
    page = found(client, word)
    assert f'href="{document.url}"' in page and "#page" not in page


def test_what_is_withdrawn_is_found_by_its_record_only(client: Client) -> None:
    document = stored(typeset(2), "guide.pdf")
    resource = resource_with(document, title="Un guide")
    file_contents.read(document)
    assert resource.get_url() in found(client, "page-2")  # the control
    resource.status = "retire"
    resource.save()
    assert resource.get_url() not in found(client, "page-2")


def test_a_replaced_file_is_read_again() -> None:
    document = stored(typeset(2), "guide.pdf")
    file_contents.read(document)
    thumbnail = document.reading.thumbnail.name
    document.file, document.file_hash = stored(typeset(1), "autre.pdf").file.name, "another"
    document.save()
    assert document in file_contents.unread()
    file_contents.read_unread()
    assert document.text_pages.count() == 1
    assert FileReading.objects.get(document=document).thumbnail.name != thumbnail


def test_a_file_that_cannot_be_read_says_why() -> None:
    document = stored(b"%PDF-1.7 broken", "abime.pdf")
    reading = file_contents.read(document)
    assert reading.state == "refuse" and "abîmé" in reading.message
    assert not FilePage.objects.exists() and not file_contents.unread().exists()


def test_a_file_that_is_missing_is_no_error() -> None:
    document = stored(b"Du texte.", "note.txt")
    document.file.storage.delete(document.file.name)
    assert file_contents.read(document).state == "refuse"


def planned() -> int:
    return DBTaskResult.objects.filter(task_path=read_files.module_path, status="READY").count()


def test_uploads_are_read_by_the_worker_once(django_capture_on_commit_callbacks: Callable) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        stored(b"Un texte.", "un.txt")
        stored(b"Un autre texte.", "deux.txt")
    assert planned() == 1
    assert read_files.call() == {"read": 2}
    assert read_files.call() == {"read": 0}


def test_what_a_killed_worker_left_is_read_the_day_after() -> None:
    stored(b"Un texte.", "un.txt")
    assert maintain_library.call()["read"] == 1
    assert DBTaskResult.objects.filter(task_path=maintain_library.module_path, status="READY").count() == 1


def test_the_command_reads_and_says(capsys: pytest.CaptureFixture[str]) -> None:
    good = stored(b"Un texte.", "un.txt")
    bad = stored(b"%PDF-1.7", "deux.pdf")
    call_command("read_files", dry_run=True)
    assert capsys.readouterr().out == "2 files to read.\n" and not FileReading.objects.exists()
    call_command("read_files")
    printed = capsys.readouterr()
    assert printed.out == "1 files read, 1 refused.\n" and printed.err.startswith(f"{bad.pk}: ")
    call_command("read_files")
    assert capsys.readouterr().out == "0 files read, 0 refused.\n"
    FilePage.objects.filter(document=good).delete()
    call_command("read_files", all=True)
    assert FilePage.objects.filter(document=good).exists()


def test_the_page_of_a_resource_shows_what_was_read(client: Client) -> None:
    document = stored(typeset(2), "guide.pdf")
    resource = resource_with(document)
    file_contents.read(document)
    page = client.get(resource.get_url()).content.decode()
    assert "2 pages" in page and "Contrôle automatique de l’accessibilité réussi" in page
    assert f"/documents/{document.pk}/vignette.webp" in page
    picture = client.get(f"/documents/{document.pk}/vignette.webp")
    assert picture["Content-Type"] == "image/webp"
    assert b"".join(picture.streaming_content).startswith(b"RIFF")
    give(resource)
    assert client.get(f"/documents/{document.pk}/vignette.webp").status_code == 404


def test_many_files_cost_no_more_queries(client: Client, django_assert_max_num_queries: Callable) -> None:
    resource: ResourcePage = resource_with(*[stored(b"Un texte.", f"{number}.txt") for number in range(12)])
    client.get(resource.get_url())
    file_contents.read_unread()
    with django_assert_max_num_queries(45):
        client.get(resource.get_url())
