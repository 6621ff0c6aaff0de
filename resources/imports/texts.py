"""A bibliography as text of a bounded size, whatever its encoding."""

from pathlib import Path

from django.utils.translation import gettext as _

from cms.imports.reading import UnreadableFile
from network.imports.files import encoding_of, opened

MOST_TEXT = 20 * 1024**2  # bytes: some twenty thousand publications with their abstracts


def text_of(path: Path) -> str:
    """The whole text, read as UTF-8 or else as Windows-1252, lines ended by a line feed. Raises UnreadableFile."""
    encoding = encoding_of(path)
    with opened(path) as stream:
        content = stream.read(MOST_TEXT + 1)
    if len(content) > MOST_TEXT:
        raise UnreadableFile(_("Cette bibliographie est trop longue : partagez-la en plusieurs fichiers."))
    return str(content.decode(encoding, errors="replace")).replace("\r\n", "\n").replace("\r", "\n")


def line(number: int) -> str:
    """How reports name a place in a file."""
    return f"{_('ligne')} {number}"
