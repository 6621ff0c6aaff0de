"""What readers give, and what it becomes in the words of the library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cms.imports.reading import Unreadable
from network.imports.records import Remark


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication as its format tells it: texts are as written, "" for what it does not say.

    `authors` are each "Nom, Prénom" or the name of a group; `files` are paths or names, never opened as such.
    """

    position: str
    title: str = ""
    kind: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    siret: str = ""
    summary: str = ""
    urls: tuple[str, ...] = ()
    doi: str = ""
    isbn: str = ""
    language: str = ""
    licence: str = ""
    keywords: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A publication in the fields of ResourcePage: `values` by their name, cleaned; `themes` and `territories` are
    primary keys. `files` are names to look for beside the bibliography.
    """

    position: str
    values: dict[str, Any]
    url: str = ""
    themes: tuple[int, ...] = ()
    territories: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    is_a_file: bool = False
    """Whether a file alone tells of it: its content is then what identifies it."""

    @property
    def title(self) -> str:
        return str(self.values["title"])


Reader = Callable[[Path], Iterator[Entry | Unreadable]]
