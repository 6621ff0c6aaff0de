"""XML inside office files, event by event.

Expat itself, which defusedxml guards in the same way but only under a pure-Python tree, ten times slower: what is
dangerous in XML (entities, external files) is declared in a DTD, and office files have none.
"""

from collections.abc import Mapping
from typing import IO
from xml.parsers import expat

from .archives import Archive
from .refused import Reason, Refused

_BLOCK_BYTES = 64 * 1024
_PROLOG_BLOCK_BYTES = 2 * 1024
_SEPARATOR = " "


class Enough(Exception):
    """A handler has what it wanted: the rest of the part is left unread."""


class Handler:
    """Told of elements by their local names: prefixes and namespaces differ between the editions of a format."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def read_part(archive: Archive, name: str, handler: Handler) -> None:
    """Raises `Refused` for a DTD or XML that is not well formed. A part that is absent says nothing."""
    if name not in archive:
        return
    with archive.open(name) as stream:
        _read(stream, handler, _BLOCK_BYTES)


def check_prologs(archive: Archive) -> None:
    """Raises `Refused` if a part of XML has a DTD, which can only come before its first element."""
    for name in archive.names:
        if name.lower().endswith((".xml", ".rels")):
            with archive.open(name) as stream:
                _read(stream, _FirstElement(), _PROLOG_BLOCK_BYTES)


class _FirstElement(Handler):
    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        raise Enough


def _read(stream: IO[bytes], handler: Handler, block_bytes: int) -> None:
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: handler.start(_local(name), _locals(attributes))
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    try:
        while block := stream.read(block_bytes):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except Enough:
        return
    except expat.ExpatError as error:
        raise Refused(Reason.BROKEN) from error


def _local(name: str) -> str:
    return name.rpartition(_SEPARATOR)[2]


def _locals(attributes: dict[str, str]) -> dict[str, str]:
    """Of `id` and `r:id` on one element, the latter is meant: it is the one that leads to a part."""
    plain = {name: value for name, value in attributes.items() if _SEPARATOR not in name}
    return plain | {_local(name): value for name, value in attributes.items() if _SEPARATOR in name}


def _refuse_doctype(*_declared: object) -> None:
    raise Refused(Reason.ENTITIES)
