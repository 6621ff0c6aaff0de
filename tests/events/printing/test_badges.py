"""Badges: a place for each, and nothing leaves it."""

from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest

from events.printing import Badge, badges
from events.printing.typesetting import LAYOUTS, Exact, typeset

from .papers import Paper

WIDTH, HEIGHT, LEFT, TOP = 90, 55, 15, 297 - 11  # millimetres
EVENT = "Rencontre des référents"
LONG = ["W" * 300, "Wé " * 100, "Anticonstitutionnellement" * 12, "Jean-" * 60, "Ω" * 300, "I" * 300]


def place_of(left: float, bottom: float, right: float, top: float) -> set[int]:
    """The numbers of the badges that a letter touches, from 0, or -1 outside all of them."""
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    return {
        int((TOP - y) // HEIGHT * 2 + (x - LEFT) // WIDTH)
        if LEFT <= x < LEFT + 2 * WIDTH and 0 < TOP - y < 5 * HEIGHT
        else -1
        for x, y in corners
    }


@pytest.mark.parametrize("long", LONG, ids=lambda long: long[:8])
def test_nothing_leaves_its_badge_and_nothing_is_lost(long: str) -> None:
    paper = Paper(badges(long, [Badge(long, long, f"C{number}") for number in range(10)]))
    touched = [place_of(*box) for _letter, box in paper.letters()]
    assert all(len(places) == 1 for places in touched)
    shown = Counter(places.pop() for places in touched)
    assert shown == dict.fromkeys(range(10), 3 * len(long.replace(" ", "")))


def test_a_long_name_would_leave_a_badge_whose_letters_keep_their_size(tmp_path: Path) -> None:
    copytree(LAYOUTS, tmp_path / "layouts")
    layout = tmp_path / "layouts" / "badges.typ"
    source = layout.read_text()
    careless = source.replace("sizes.find(fits)", "sizes.first()").replace("clip: true", "clip: false")
    assert careless != source
    layout.write_text(careless)
    drawing = Exact('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0h1v1z"/></svg>')
    person = {"name": LONG[1], "organisation": "", "drawing": drawing}
    facts = {"title": "Badges", "event": EVENT, "badges": [person] * 10}
    paper = Paper(typeset("badges", facts, layouts=tmp_path / "layouts"))
    assert any(place_of(*box) - set(range(10)) or len(place_of(*box)) > 1 for _letter, box in paper.letters())


def test_a_short_name_is_large_and_a_long_one_smaller() -> None:
    def height(name: str) -> float:
        letters = Paper(badges(EVENT, [Badge(name, "", "C1")])).letters()
        return max(top - bottom for letter, (_left, bottom, _right, top) in letters if letter == "J")

    assert height("Jo Exemple") > height("Jean-Baptiste d’Exemple de la Longue-Appellation") > height("J" * 200)
