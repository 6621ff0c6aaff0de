import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.file_names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Guide de l’emploi (2026).pdf", "Guide de l’emploi (2026).pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\guide.pdf", "guide.pdf"),
        ("guide.pdf/", "guide.pdf"),
        ("gui\r\nde\t.pdf", "gui de.pdf"),
        ("guide\u202efdp.exe", "guidefdp.exe"),
        ("e\u0301tude\u200b.pdf", "étude.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("é" * 300 + ".docx", "é" * 95 + ".docx"),
        ("a" * 300, "a" * 100),
        ("a." + "b" * 300, "a." + "b" * 98),
        ("guide.", "guide"),
        (".pdf", "fichier.pdf"),
        ("..", "fichier"),
        ("", "fichier"),
        (" / ", "fichier"),
    ],
)
def test_known_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(st.characters(), max_size=300))
def test_any_name(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert 0 < len(safe) <= LONGEST
    assert not {"/", "\\", "\0", "\n"} & set(safe) and safe not in (".", "..")
    assert not any(unicodedata.category(character)[0] == "C" for character in safe)
    assert unicodedata.is_normalized("NFC", safe)
