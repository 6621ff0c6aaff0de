"""The press keeps to our fonts and to its memory, and leaves nothing behind."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.printing import NotPrinted, certificate
from events.printing.texts import printable
from events.printing.typesetting import typeset

from .facts import a_certificate
from .papers import Paper

START = '#set document(title: "Essai")\n#set text(lang: "fr")\n'
GREEDY = "#{{ let kept = (0,)\n for round in range({rounds}) {{ kept += kept }}\n str(kept.len()) }}"


def layout(folder: Path, source: str) -> str:
    (folder / "essai.typ").write_text(START + source)
    return "essai"


def test_what_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(NotPrinted, match="plusieurs fois"):
        typeset(layout(tmp_path, GREEDY.format(rounds=60)), {}, layouts=tmp_path)
    # The control: the same layout, within bounds.
    assert "64" in Paper(typeset(layout(tmp_path, GREEDY.format(rounds=6)), {}, layouts=tmp_path)).text


def test_only_our_fonts_are_used(tmp_path: Path) -> None:
    # One that Typst brings along, one of the system.
    source = '#set text(font: ("Libertinus Serif", "DejaVu Serif"))\nEssai'
    for content in (certificate(a_certificate(person="Ёлка")), typeset(layout(tmp_path, source), {}, layouts=tmp_path)):
        fonts = Paper(content).fonts
        assert fonts
        assert all("AtkinsonHyperlegibleNext" in font or "DejaVuSans" in font for font in fonts), fonts


def test_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    certificate(a_certificate())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["محمد بن عبد الله", "שרה לוי", "Ёлка Ивановна", "Δημήτρης", "Łukasz Wiśniewski"])
def test_names_of_other_alphabets_are_whole(name: str) -> None:
    paper = Paper(certificate(a_certificate(person=name)))
    assert name in paper.text
    assert paper.title.endswith(name)


@given(st.text(max_size=400) | st.integers(280, 400).map(lambda length: "é" * length))
def test_a_text_made_printable_twice_loses_nothing(typed: str) -> None:
    assert printable(printable(typed)) == printable(typed)
