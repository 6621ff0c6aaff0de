"""What each file of the library holds, kept beside it: its text by page, its language, its faults, its first page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from resources.extraction import Extraction, Refusal, extract
from resources.models import FilePage, FileReading, LibraryDocument
from resources.uploads import on_disk


def unread() -> QuerySet[LibraryDocument]:
    """Files whose content of today was not read yet, oldest first."""
    read = FileReading.objects.filter(document=OuterRef("pk"), file_hash=OuterRef("file_hash"))
    return LibraryDocument.objects.exclude(Exists(read)).order_by("pk")


def read_unread() -> int:
    """Read every file that was not. Returns how many; those replaced meanwhile are read again."""
    count = 0
    while document := unread().first():
        read(document)
        count += 1
    return count


def read(document: LibraryDocument) -> FileReading:
    """Read `document` again, whatever is known of it; a file that cannot be read keeps the reason, for its editor."""
    file_hash = document.get_file_hash()
    try:
        with local_path(document) as path:
            found = extract(path, document.filename)
    except Refusal as refusal:
        return _kept(document, FileReading(state=FileReading.State.REFUSED, message=str(refusal), file_hash=file_hash))
    reading = FileReading(
        state=FileReading.State.READ,
        message=found.message,
        file_hash=file_hash,
        pages=found.pages,
        language=found.language or "",
        scanned=found.scanned,
        recognised=found.ocr,
        facts={check.code: check.passed for check in found.accessibility},
    )
    return _kept(document, reading, _pages(document, found), found.thumbnail)


@contextmanager
def local_path(document: LibraryDocument) -> Iterator[Path]:
    """Where the content of `document` can be read on this machine; a copy, removed afterwards, if it is kept elsewhere.

    A file that is missing gives a path where there is nothing.
    """
    if document.is_stored_locally():
        yield Path(document.file.path)
    else:
        with document.open_file() as file, on_disk(file) as path:
            yield path


def _pages(document: LibraryDocument, found: Extraction) -> list[FilePage]:
    texts = [(0, found.text)] if isinstance(found.text, str) else found.text
    return [FilePage(document=document, number=number, text=text) for number, text in texts if text]


@transaction.atomic
def _kept(
    document: LibraryDocument, reading: FileReading, pages: list[FilePage] | None = None, thumbnail: bytes | None = None
) -> FileReading:
    """In place of what was read before; a message to the search outbox goes with it, as the reading is saved last."""
    LibraryDocument.objects.select_for_update().get(pk=document.pk)
    FileReading.objects.filter(document=document).delete()
    FilePage.objects.filter(document=document).delete()
    FilePage.objects.bulk_create(pages or [], batch_size=200)
    reading.document, reading.read_at = document, timezone.now()
    if thumbnail:
        reading.thumbnail.save(f"{document.pk}.webp", ContentFile(thumbnail), save=False)
    reading.save()
    return reading
