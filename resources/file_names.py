"""Names of files as people send them, made safe to keep, print and serve."""

import re
import unicodedata

LONGEST = 100
_LONGEST_EXTENSION = 12
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_NAMELESS = "fichier"


def safe_name(name: str) -> str:
    """The last part of a path, in NFC, without controls, invisible or bidirectional characters, of at most LONGEST
    characters with its extension kept. Never empty, nor `.` or `..`.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    # Cc, Cf, Co, Cs, Cn: controls, formats (among them U+202E, which shows `exe.pdf` for `fdp.exe`), lone surrogates.
    shown = "".join(
        " " if char.isspace() else char for char in last if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    shown = " ".join(_FORBIDDEN.sub("_", shown).split()).strip(". ")
    stem, dot, extension = shown.rpartition(".")
    if not dot or not stem or len(extension) > _LONGEST_EXTENSION:
        if last.startswith(".") or not shown:
            return (
                f"{_NAMELESS}.{shown}" if shown and len(shown) <= _LONGEST_EXTENSION else shown[:LONGEST] or _NAMELESS
            )
        return shown[:LONGEST].rstrip(". ")
    return f"{stem[: LONGEST - len(extension) - 1].rstrip('. ')}.{extension}"
