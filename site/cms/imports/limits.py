"""Which files of an archive or a folder may be read, and how many."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from .reading import UnreadableFile

MOST_FILES = 5_000
MOST_FILE_BYTES = 200 * 1024**2  # of one file, unpacked
MOST_BYTES = 2 * 1024**3  # of all of them, unpacked
_ARCHIVES = {"zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst"}
_LEFT_BEHIND = {"thumbs.db", "desktop.ini"}


def is_left_behind(path: str) -> bool:
    """Whether systems put such a file there by themselves."""
    parts = PurePosixPath(path).parts
    hidden = bool(parts) and parts[-1].startswith(".") and not parts[-1].startswith("..")
    return not parts or parts[0] == "__MACOSX" or hidden or parts[-1].lower() in _LEFT_BEHIND


def refusal_of(path: str, size: int, taken: set[str]) -> str:
    """A French sentence when a file of that path must not be read, else "". `taken` learns the path."""
    if any(unicodedata.category(char)[0] == "C" for char in path):
        return _("Son nom contient des caractères invisibles : renommez ce fichier.")
    if path.startswith("/") or "\\" in path or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
        return _("Son chemin sort du dossier : refaites l’archive avec des noms simples.")
    if path.rpartition(".")[2].lower() in _ARCHIVES:
        return _("Une archive placée dans une autre n’est pas ouverte : sortez-en les fichiers.")
    if size > MOST_FILE_BYTES:
        return _("Ce fichier est trop grand : %(most)s au plus.") % {"most": filesizeformat(MOST_FILE_BYTES)}
    same = unicodedata.normalize("NFC", path).casefold()
    if same in taken:
        return _("Un autre fichier a le même nom.")
    taken.add(same)
    return ""


def check_totals(count: int, size: int) -> None:
    """Raises UnreadableFile when there is more than an import takes."""
    if count > MOST_FILES:
        raise UnreadableFile(_("Il y a trop de fichiers : %(most)d au plus.") % {"most": MOST_FILES})
    if size > MOST_BYTES:
        most = MOST_BYTES // 1024**3
        raise UnreadableFile(
            _("Une fois décompressés, les fichiers sont trop grands : %(most)s au plus.") % {"most": most}
        )
