"""Where words are found in what a portal keeps: every table, every file, the search index, sessions opened."""

from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection

from search.engines import get_engine
from search.query import SearchQuery

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def found(words: Iterable[str], folder: Path) -> dict[str, list[str]]:
    """Each of `words` that is anywhere, whatever its case, with the places: columns, files of `folder`, index."""
    places: dict[str, set[str]] = {}
    for place, text in (*_columns(), *_sessions(), *_files(folder)):
        for word in words:
            if word.lower() in text.lower():
                places.setdefault(word, set()).add(place)
    for word in words:
        if get_engine().search(SearchQuery(text=word)).total:
            places.setdefault(word, set()).add("search")
    return {word: sorted(each) for word, each in places.items()}


def _columns() -> Iterator[tuple[str, str]]:
    """Every value of every table, those of no model included."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES[connection.vendor])
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", _text(value)) for name, value in zip(names, row, strict=True))


def _sessions() -> Iterator[tuple[str, str]]:
    yield from (("sessions", repr(session.get_decoded())) for session in Session.objects.all())


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Their names and bytes, and the parts of messages as they are read."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        yield name, name
        if path.is_file():
            content = path.read_bytes()
            yield name, _text(content)
            if path.suffix == ".eml":
                yield from ((name, _part) for _part in _parts(content))


def _parts(content: bytes) -> Iterator[str]:
    for part in message_from_bytes(content, policy=default).walk():
        if not part.is_multipart():
            yield _text(part.get_payload(decode=True))


def _text(value: object) -> str:
    if isinstance(value, memoryview):
        value = bytes(value)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
