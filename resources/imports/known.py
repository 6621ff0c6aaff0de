"""What the library holds already, drafts included, so that nothing comes in twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from resources.models import DocumentVersion, LibraryDocument, ResourceFile, ResourcePage

from .identity import Key, keys_of


class Known:
    """Every resource by what identifies it, every file by its content. It learns what the import adds."""

    def __init__(self) -> None:
        self._pages: dict[Key, str] = {}
        self._added: set[Key] = set()
        for title, keys in [*_of_pages(), *_of_drafts()]:
            for key in keys:
                self._pages.setdefault(key, title)

    def find(self, keys: Iterable[Key]) -> str | None:
        """The title of what the library holds under one of these keys; None when this import did not find it there."""
        return next((self._pages[key] for key in keys if key in self._pages), None)

    def is_repeated(self, keys: Iterable[Key]) -> bool:
        """Whether this import already spoke of it."""
        return not self._added.isdisjoint(keys)

    def add(self, keys: Iterable[Key]) -> None:
        self._added.update(keys)


def content_key(file_hash: str) -> Key:
    """What identifies a publication of which a file alone tells."""
    return ("content", file_hash)


def holder_of(file_hash: str) -> str | None:
    """The title of a resource that has, or had, a file of that content."""
    documents = {*LibraryDocument.objects.filter(file_hash=file_hash).values_list("pk", flat=True)}
    documents |= {*DocumentVersion.objects.filter(file_hash=file_hash).values_list("document", flat=True)}
    pages = ResourcePage.objects.outside_bin()
    files = ResourceFile.objects.filter(document__in=documents, page__in=pages).order_by("pk")
    return files.values_list("page__title", flat=True).first()


def _of_pages() -> Iterator[tuple[str, list[Key]]]:
    urls: dict[int, list[str]] = defaultdict(list)
    for page, url in ResourceFile.objects.exclude(url="").values_list("page", "url").order_by("pk"):
        urls[page].append(url)
    columns = ("pk", "title", "date", "authors", "doi", "isbn")
    pages = ResourcePage.objects.outside_bin().order_by("pk")
    for pk, title, date, authors, doi, isbn in pages.values_list(*columns).iterator():
        yield title, keys_of(title=title, date=date, authors=authors, doi=doi, isbn=isbn, urls=urls[pk])


def _of_drafts() -> Iterator[tuple[str, list[Key]]]:
    """What people wrote since, and did not publish."""
    drafts = ResourcePage.objects.outside_bin().filter(has_unpublished_changes=True, latest_revision__isnull=False)
    for page in drafts.select_related("latest_revision").order_by("pk").iterator(chunk_size=200):
        told = page.latest_revision.content
        texts = {name: told.get(name) or "" for name in ("title", "date", "authors", "doi", "isbn")}
        yield texts["title"], keys_of(**texts, urls=[file.get("url") or "" for file in told.get("files", [])])
