"""The messages that the portal's sources hold, and the catalogue of their English.

usage: python -m tests.support.messages

Brings `site/locale/en/LC_MESSAGES/django.po` to what the sources say, and writes `django.mo` from it. What is new is
left empty, for a person to write: nothing is guessed from a message that looks alike. Needs no GNU gettext.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.ROOT)
CATALOGUE = Path(settings.SITE) / "locale" / "en" / "LC_MESSAGES" / "django.po"
SOURCES = ("events", "network", "resources", "search", "site")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "_now", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# What a translation keeps as it is: Python's placeholders, those that a script fills, HTML tags with their attributes.
KEPT = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|__\w+__|</?[a-z][^>]*>")
FRENCH_TYPOGRAPHY = re.compile(r"[«»]|[\s\u00a0\u202f][:;?!]|\d[\u00a0\u202f]\d")
HEADER = """\
# The portal's messages in English. `make messages` brings it to what the sources say: docs/developers.md.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extracted(sources: tuple[str, ...] = SOURCES, root: Path = ROOT) -> Catalog:
    """Every message of the Python modules and templates in the folders `sources`, migrations apart."""
    catalogue = Catalog()
    for path in sorted(path for source in sources for path in (root / source).rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
            continue
        for line, message, context in _messages(path):
            catalogue.add(message, locations=[(str(path.relative_to(root)), line)], context=context)
    return catalogue


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    source = path.read_text()
    if path.suffix != ".py":
        # Django's own reading of a template, as `makemessages` gives it to xgettext: Python, but for the indentation.
        source = re.sub(r"^[ \t]+", "", templatize(source, origin=str(path)), flags=re.MULTILINE)
    for line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        yield line, message, context


def read(path: Path = CATALOGUE) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as Django reads it, `django.mo`: the same bytes for the same messages, whenever it is made."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    kept = BytesIO()
    write_mo(kept, catalogue)
    return kept.getvalue()


def updated(catalogue: Catalog, found: Catalog) -> Catalog:
    """The messages of `found`, with what `catalogue` says of them; what is no longer in the sources is dropped."""
    fresh = Catalog(locale="en")
    for message in found:
        if message.id:
            known = catalogue.get(message.id, message.context)
            fresh.add(
                message.id,
                known.string if known and known.id == message.id else None,
                locations=[(path, 0) for path in dict.fromkeys(path for path, _line in message.locations)],
                context=message.context,
            )
    return fresh


def write(catalogue: Catalog) -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    messages = BytesIO()
    write_po(messages, catalogue, width=110, sort_by_file=True, include_lineno=False, omit_header=True)
    CATALOGUE.write_bytes(HEADER.encode() + messages.getvalue())
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(read()))


def faults(found: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What keeps `catalogue` from saying in English all that the sources say, one line each."""
    for message in found:
        known = catalogue.get(message.id, message.context) if message.id else None
        if message.id and (known is None or known.id != message.id):
            yield f"missing: {message.id!r}"
    for message in catalogue:
        if message.id:
            yield from _faults_of(message, found)
    for message in catalogue.obsolete.values():
        yield f"obsolete: {message.id!r}"


def _faults_of(message: Message, found: Catalog) -> Iterator[str]:
    source = found.get(message.id, message.context)
    if source is None or source.id != message.id:
        yield f"obsolete: {message.id!r}"
        return
    if message.fuzzy:
        yield f"fuzzy: {message.id!r}"
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if len(ids) != len(strings):
        yield f"{len(strings)} plural forms, not {len(ids)}: {message.id!r}"
    elif not all(strings):
        yield f"not translated: {message.id!r}"
    else:
        for french, english in zip(ids, strings, strict=True):
            if sorted(KEPT.findall(french)) != sorted(KEPT.findall(english)):
                yield f"placeholders or tags differ: {french!r}, {english!r}"
            if _edges(french) != _edges(english):
                yield f"spaces around differ: {french!r}, {english!r}"
            if FRENCH_TYPOGRAPHY.search(english):
                yield f"French typography: {english!r}"


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def main() -> None:
    before = read()
    catalogue = updated(before, extracted())
    write(catalogue)
    left = list(faults(extracted(), read()))
    told = f"{len(catalogue)} messages, {len(left)} à reprendre dans {CATALOGUE.relative_to(ROOT)}"
    sys.stdout.write("\n".join([*left, told, ""]))


if __name__ == "__main__":
    main()
