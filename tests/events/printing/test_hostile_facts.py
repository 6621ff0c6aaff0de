"""What people type is text, whatever Typst would make of it; what does not end is ended."""

import logging
from pathlib import Path

import pytest

from events.printing import NotPrinted, badges, certificate
from events.printing.texts import UNKNOWN, printable
from events.printing.typesetting import LAYOUTS, typeset

from .facts import a_badge, a_certificate
from .papers import Paper

MARKUP = '#panic("oui") *gras* $x^2$ \\ @ref <étiquette> `code` = titre // fin "guillemet'


def test_markup_is_printed_as_it_was_typed() -> None:
    text = Paper(certificate(a_certificate(person=MARKUP))).text
    assert '#panic("oui") *gras* $x^2$ \\ @ref <étiquette> `code` = titre // fin' in text


def test_put_in_the_source_it_would_run(tmp_path: Path) -> None:
    """The control of the test above."""
    (tmp_path / "naive.typ").write_text(f'#set document(title: "Essai")\n{MARKUP}\n')
    with pytest.raises(NotPrinted):
        typeset("naive", {"title": "Essai"}, layouts=tmp_path)
    (tmp_path / "naive.typ").write_text('#set document(title: "Essai")\nBonjour\n')
    assert typeset("naive", {"title": "Essai"}, layouts=tmp_path).startswith(b"%PDF")


@pytest.mark.parametrize(
    "name", ["\u202eesrever", "nom\nsuite", "\x00\x07", "😀 Alix", "שלום", "Ωμέγα", "é" * 400, "", "\ud800"]
)
def test_any_name_gives_a_paper(name: str) -> None:
    assert Paper(badges("Colloque d’essai", [a_badge(name)])).accessible


def test_a_text_is_one_line_that_our_fonts_have() -> None:
    assert printable("Anne\n\tMarie") == "Anne Marie"
    assert printable("\u202eAnne") == "Anne"
    assert printable("Anne 😀😀") == f"Anne {UNKNOWN}"
    assert len(printable("a" * 1000).replace("\N{ZERO WIDTH SPACE}", "")) == 300


def test_a_layout_that_never_ends_is_ended(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "endless.typ").write_text("#{ while true { let x = range(1000).map(n => n * n).sum() } }")
    with caplog.at_level(logging.ERROR), pytest.raises(NotPrinted, match="n’a pas pu être imprimé"):
        typeset("endless", {"title": "Camille Essai"}, layouts=tmp_path, seconds=1)
    assert "Camille" not in caplog.text and "endless" in caplog.text


def test_a_layout_reads_nothing_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    inside = tmp_path / "layouts"
    inside.mkdir()
    (inside / "secret.txt").write_text("public")
    source = '#set document(title: "Essai")\n#read("{}")\n'
    (inside / "curious.typ").write_text(source.format("../secret.txt"))
    with pytest.raises(NotPrinted):
        typeset("curious", {"title": "Essai"}, layouts=inside)
    (inside / "curious.typ").write_text(source.format("secret.txt"))  # the control
    assert "public" in Paper(typeset("curious", {"title": "Essai"}, layouts=inside)).text


def test_layouts_are_shipped_with_their_fonts() -> None:
    assert {path.stem for path in LAYOUTS.glob("*.typ")} >= {"certificate", "sign_in_sheet", "badges"}
