"""Figures to compare two texts."""

import pytest

from cms.easy_reading.figures import Figures, figures, syllables
from cms.easy_reading.sentences import sentences

STANDARD = "L’accompagnement s’articule avec les services d’insertion en milieu ordinaire et en milieu protégé."
SIMPLE = "D’autres services aident à trouver un travail. L’équipe travaille avec eux."


@pytest.mark.parametrize(
    ("word", "expected"),
    [("travail", 2), ("personne", 2), ("équipe", 2), ("œuvre", 1), ("l’ami", 2), ("s", 1), ("aide", 1)],
)
def test_syllables_as_they_are_heard(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_the_figures_are_those_of_kandel_and_moles() -> None:
    told = figures(sentences("Je vais à la mer. Tu vas au bois."))
    # 9 words in 2 sentences, 9 syllables: 207 − 1.015 × 4.5 − 73.6 × 1.
    assert told == Figures(sentences=2, words=9, longest=5, mean=4.5, ease=129)


def test_the_simple_text_is_easier_than_the_standard_one() -> None:
    standard, simple = figures(sentences(STANDARD)), figures(sentences(SIMPLE))
    assert simple.ease is not None and standard.ease is not None
    assert simple.ease > standard.ease + 20
    assert simple.mean < standard.mean


def test_no_text_has_no_figures() -> None:
    assert figures([]) == Figures() == figures(sentences("… 12 !"))
