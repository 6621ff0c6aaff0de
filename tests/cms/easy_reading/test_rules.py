"""What is found in a sentence, and what is not."""

import pytest

from cms.easy_reading.rules import Rule, findings
from cms.easy_reading.sentences import Sentence, sentences


def found(text: str, *explained: str) -> dict[Rule, tuple[str, ...]]:
    return {finding.rule: finding.words for finding in findings(Sentence(text), explained)}


FIFTEEN = "Le service aide les personnes qui cherchent un travail près de leur maison et leurs amis."
SOUND = [
    FIFTEEN.replace("leurs amis", "amis"),
    "Vous racontez votre histoire une seule fois.",
    "D’abord, quelqu’un vous écoute.",
    "Elle est allée voir l’équipe.",
    "Il est venu tard.",
    "Trouver un travail est parfois difficile.",
    "Les métiers changent.",
    "Marie Dupont vous répond.",
    "Le projet se passe à Saint-Nazaire, en Loire-Atlantique.",
    "Il y a 40 personnes.",
    "La loi est de 2005.",
    "elles cherchent de nouvelles personnes ;",
    "La Maison des personnes (MDP) vous aide.",
]
TO_LOOK_AT = [
    (
        Rule.LONG,
        "Le service aide les personnes qui cherchent un travail près de la maison de leurs parents.",
        ("16 mots",),
    ),
    (Rule.HARD, "Le service commence une expérimentation.", ("expérimentation",)),
    (Rule.HARD, "L’expérimentation commence.", ("expérimentation",)),
    (Rule.ACRONYM, "Le GEIQ et la MDPH vous aident.", ("GEIQ", "MDPH")),
    (Rule.PASSIVE, "La personne est accueillie par l’équipe.", ("est accueillie",)),
    (Rule.PASSIVE, "Les bilans ont été faits hier.", ("été faits",)),
    (Rule.NEGATION, "Vous ne payez pas.", ("ne payez pas",)),
    (Rule.NEGATION, "Ce n’est jamais trop tard.", ("n’est jamais",)),
    (Rule.FIGURES, "Au XXIe siècle, tout change.", ("XXIe",)),
    (Rule.FIGURES, "Il y a quarante personnes.", ("quarante",)),
    (Rule.FIGURES, "La moitié, c’est 50 %.", ("50 %",)),
    (Rule.FIGURES, "Il y a 12 500 entreprises.", ("12 500",)),
    (Rule.ASIDE, "Le service (il est nouveau) vous aide.", ("(il est nouveau)",)),
    (Rule.ASIDE, "Il cherche ; il trouve.", (";",)),
]


@pytest.mark.parametrize("text", SOUND)
def test_a_simple_sentence_calls_for_nothing(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(("rule", "text", "words"), TO_LOOK_AT)
def test_what_is_hard_is_told_with_its_words(rule: Rule, text: str, words: tuple[str, ...]) -> None:
    assert found(text)[rule] == words


def test_what_the_glossary_explains_on_the_page_is_not_told() -> None:
    text = "L’ESAT propose un emploi accompagné."
    assert found(text)[Rule.ACRONYM] == ("ESAT",)
    assert found(text, "ESAT") == {}
    assert found("L’EA et l’EATT vous aident.", "EATT")[Rule.ACRONYM] == ("EA",), "part of a longer one"
    assert found("La préprofessionnalisation commence.", "préprofessionnalisation") == {}


def test_each_rule_has_an_example_here() -> None:
    assert {rule for rule, _text, _words in TO_LOOK_AT} == set(Rule)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une phrase. Une autre ! Une troisième ?", ["Une phrase.", "Une autre !", "Une troisième ?"]),
        ("Il dit « oui. » Elle part.", ["Il dit « oui. »", "Elle part."]),
        ("Voir M. Durand, art. 3, p. 12.", ["Voir M. Durand, art. 3, p. 12."]),
        ("Une ligne\nUne autre ligne", ["Une ligne", "Une autre ligne"]),
        ("Version 2.0 du texte", ["Version 2.0 du texte"]),
        ("", []),
        (" … \n – ", []),
    ],
    ids=["marks", "quotes", "abbreviations", "lines", "number", "nothing", "no word"],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


def test_a_reader_counts_what_stands_between_blanks() -> None:
    assert Sentence("L’emploi, c’est : oui – ou non.").length == 5
