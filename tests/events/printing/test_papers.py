"""What is printed: read back by PDFium."""

import threading
from datetime import datetime

import pytest

from events.printing import HalfDay, NotPrinted, badges, certificate, sign_in_sheet
from events.printing.badges import MOST_BADGES
from events.printing.sign_in_sheets import MOST_PARTICIPANTS

from .facts import ADDRESS, CODE, a_badge, a_certificate, a_sheet
from .papers import Paper


def test_a_certificate_says_who_what_when_and_how_to_check() -> None:
    paper = Paper(certificate(a_certificate()))
    for words in ("Camille Essai", "Colloque d’essai", "Nantes", "6 heures 30", "Association d’essai", CODE, ADDRESS):
        assert words in paper.text.replace("\N{NO-BREAK SPACE}", " ")
    assert paper.title == "Attestation de présence – Camille Essai"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: certificate(a_certificate()), id="certificate"),
        pytest.param(lambda: sign_in_sheet(a_sheet()), id="sheet"),
        pytest.param(lambda: badges("Colloque d’essai", [a_badge()]), id="badges"),
    ],
)
def test_papers_are_accessible(content) -> None:
    paper = Paper(content())
    assert paper.tagged and paper.accessible and paper.language.startswith("fr") and paper.title
    assert "H1" in {element.kind for element in paper.elements()}


def test_the_code_of_a_certificate_is_told_in_words() -> None:
    figures = [each.alternative for each in Paper(certificate(a_certificate())).elements() if each.kind == "Figure"]
    assert any(ADDRESS in words for words in figures)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert certificate(a_certificate()) == certificate(a_certificate())
    assert certificate(a_certificate()) != certificate(a_certificate(person="Alix Essai"))


def test_nobody_is_certified_present_at_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        certificate(a_certificate(half_days=()))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", ""])
def test_a_certificate_leads_to_the_web(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        certificate(a_certificate(address=address))


def test_a_sheet_repeats_its_header_and_numbers_its_pages() -> None:
    paper = Paper(sign_in_sheet(a_sheet(60)))
    assert len(paper.pages) > 2
    for number, text in enumerate(paper.pages, start=1):
        assert "Signature" in text and f"page {number} sur {len(paper.pages)}" in text
    assert "Personne 60" in paper.text


def test_a_sheet_of_nobody_is_still_one_to_sign() -> None:
    assert "Signature" in Paper(sign_in_sheet(a_sheet(0))).text


def test_ten_badges_a_page() -> None:
    paper = Paper(badges("Colloque d’essai", [a_badge(f"Personne {number}") for number in range(11)]))
    assert len(paper.pages) == 2
    assert "Personne 9" in paper.pages[0] and "Personne 10" in paper.pages[1]


@pytest.mark.parametrize("name", ["W" * 300, "Anne-Charlotte " * 20, "Ÿ" * 60])
def test_a_long_name_stays_on_its_badge(name: str) -> None:
    """The first badge of a sheet: 90 by 55 mm, from 15 mm on the left and 11 mm under the top."""
    letters = Paper(badges("Colloque d’essai", [a_badge(name)])).letters()
    assert letters
    for _letter, (left, bottom, right, top) in letters:
        assert left >= 14.5 and right <= 105.5 and top <= 297 - 10.5 and bottom >= 297 - 66.5


@pytest.mark.parametrize(
    ("printed", "most"),
    [
        (lambda count: badges("Colloque", [a_badge()] * count), MOST_BADGES),
        (lambda count: sign_in_sheet(a_sheet(count)), MOST_PARTICIPANTS),
        (lambda count: certificate(a_certificate(organisers=("Essai",) * count)), 30),
    ],
)
def test_more_than_the_bound_is_refused_in_words(printed, most: int) -> None:
    with pytest.raises(NotPrinted, match=str(most)):
        printed(most + 1)


def test_threads_print_at_the_same_time() -> None:
    printed: dict[int, str] = {}

    def printing(number: int) -> None:
        printed[number] = Paper(certificate(a_certificate(person=f"Personne {number}"))).text

    threads = [threading.Thread(target=printing, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(printed) == [0, 1, 2, 3]
    assert all(f"Personne {number}" in text for number, text in printed.items())


def test_a_half_day_starts_then_ends_on_one_day() -> None:
    with pytest.raises(ValueError, match="one day"):
        HalfDay(datetime(2027, 3, 1, 18), datetime(2027, 3, 2, 9))
    with pytest.raises(ValueError, match="one day"):
        HalfDay(datetime(2027, 3, 1, 18), datetime(2027, 3, 1, 18))
