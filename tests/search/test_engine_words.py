"""Contract of every engine: what words find."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from search.documents import SearchDocument
from search.engines import Engine
from search.query import SearchPage, SearchQuery

Make = Callable[..., SearchDocument]


def ask(engine: Engine, text: str, **more: object) -> SearchPage:
    return engine.search(SearchQuery(text=text, **more))


def found(engine: Engine, text: str, **more: object) -> list[str]:
    """The numbers of the documents found, best first."""
    return [hit.id.partition(":")[2] for hit in ask(engine, text, **more).hits]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("personnes accompagnées vers l’emploi", "accompagnees"),
        ("personnes accompagnées vers l’emploi", "ACCOMPAGNÉS"),
        ("l’école de l'été", "ecole ete"),
        ("une œuvre collective", "oeuvre"),
        ("offres d’emplois", "emploi"),
        ("trouver un emploi", "emplois"),
        ("des travaux adaptés", "travail"),
        ("le travail adapté", "travaux"),
        ("un dispositif régional", "régionaux"),
        ("aujourd’hui en entreprise", "aujourd'hui"),
        ("re\u0301union mensuelle", "réunion"),
    ],
)
def test_every_way_of_writing_a_word_finds_it(engine: Engine, document: Make, written: str, typed: str) -> None:
    engine.write([document(title=written), document(2, title="Tout autre chose")])
    assert found(engine, typed) == ["1"]


def test_accents_change_neither_what_is_found_nor_its_order(engine: Engine, document: Make) -> None:
    titles = ["Évaluation des métiers", "Métiers d’été évalués", "Été", "Les métiers", "Évalué"]
    engine.write([document(number, title=title) for number, title in enumerate(titles)])
    accented, bare = ask(engine, "métiers évalués été"), ask(engine, "metiers evalues ete")
    assert [hit.id for hit in accented.hits] == [hit.id for hit in bare.hits]
    assert accented.total == bare.total > 0
    assert accented.facets == bare.facets


def test_the_title_counts_more_than_the_body(engine: Engine, document: Make) -> None:
    engine.write(
        [
            document(1, title="Rapport", body="Un stage. " * 5),
            document(2, title="Le stage en entreprise"),
            document(3, title="Fiche", summary="Un stage"),
        ]
    )
    assert found(engine, "stage")[0] == "2"


def test_two_words_must_both_be_there_and_one_of_many_may_miss(engine: Engine, document: Make) -> None:
    engine.write([document(1, title="mission locale"), document(2, title="mission du comité de pilotage")])
    assert found(engine, "mission locale") == ["1"]
    assert found(engine, "comité pilotage mission introuvables") == ["2"]


def test_when_nothing_holds_all_the_words_some_are_enough_and_it_is_told(engine: Engine, document: Make) -> None:
    engine.write([document(1, title="La RQTH"), document(2, title="stage", themes=("emploi",))])
    page = ask(engine, "comment obtenir la rqth")
    assert ([hit.id for hit in page.hits], page.partial) == (["tests.thing:1"], True)
    assert not ask(engine, "rqth").partial
    assert not ask(engine, "introuvable").partial
    # A filter does not change what the words mean, nor what another facet counts.
    filtered = ask(engine, "stage rqth", filters={"theme": frozenset({"emploi"})})
    assert (filtered.total, filtered.partial) == (1, True)
    assert not ask(engine, "la rqth", filters={"theme": frozenset({"emploi"})}).partial


def test_words_that_say_nothing_still_find_the_titles_that_hold_them(engine: Engine, document: Make) -> None:
    engine.write([document(1, title="Entre nous"), document(2, title="Un lien entre des personnes", body="nous")])
    assert found(engine, "entre nous") == ["1"]
    assert found(engine, "nous deux") == []


def test_quotes_ask_for_words_in_this_order(engine: Engine, document: Make) -> None:
    engine.write([document(1, title="le parcours de formation"), document(2, title="la formation, puis le parcours")])
    assert found(engine, "« parcours de formation »") == ["1"]
    assert found(engine, '"parcours de formation"') == ["1"]
    assert set(found(engine, 'parcours de "formation')) == {"1", "2"}


def test_a_code_typed_alone_finds_its_object_first(engine: Engine, document: Make) -> None:
    mentions = [document(number, title="SER SIP 44600 SER SIP", body="SER-SIP 44600 " * 50) for number in range(2, 12)]
    engine.write([*mentions, document(1, title="Service d’évaluation", codes=("SER-SIP", "44600", "44000000000012"))])
    for typed in ("SER-SIP", "ser sip", "sersip", "44600", "44 600", "440 000 000 00012"):
        assert found(engine, typed)[0] == "1", typed


def test_nothing_stands_for_a_code_or_an_acronym(engine: Engine, document: Make) -> None:
    engine.write([document(1, title="Orientation RQTH", codes=("RQTH", "44600"), body="salon H44600 pmsmp")])
    for typed in ("RQTF", "44601", "4460", "PMSMB"):
        page = ask(engine, typed)
        assert (page.total, page.correction) == (0, ""), typed


def test_a_word_is_not_corrected_into_a_code(engine: Engine, document: Make) -> None:
    engine.write([document(1, title="CEAISPJ", codes=("CEAISPJ",)), document(2, title="PARTN44 et FEDER")])
    assert ask(engine, "partn4").correction == ""
    assert ask(engine, "fedr").correction == ""


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("insretion", "insertion"),
        ("handicp", "handicap"),
        ("handicp et handicp", "handicap et handicap"),
        ("acompagnemant", "accompagnement"),
        ("ecloe de Nantes", "école de Nantes"),
        ("insertion handicp", "insertion handicap"),
        ("INSRETION PROFESSIONNELLE", "insertion PROFESSIONNELLE"),
    ],
)
def test_a_mistyped_word_finds_and_is_corrected(engine: Engine, document: Make, typed: str, corrected: str) -> None:
    engine.write([document(title="Insertion professionnelle, handicap, accompagnement, école de Nantes")])
    page = ask(engine, typed)
    assert page.total == 1
    assert page.correction == corrected
    assert "<mark>" in page.hits[0].title_html


@pytest.mark.parametrize("typed", ["fomr", "stges", "xyzxyzxyz", "formations", "information"])
def test_tolerance_stops_at_one_edit_and_spares_known_words(engine: Engine, document: Make, typed: str) -> None:
    engine.write([document(title="formation et information, cours")])
    assert ask(engine, typed).correction == ""


def test_two_edits_are_too_many_under_eight_letters(engine: Engine, document: Make) -> None:
    engine.write([document(title="emploi")])
    assert ask(engine, "eploi").total == 1
    assert ask(engine, "epoli").total == 0


def test_a_synonym_finds_in_both_directions_and_marks_the_whole_expression(engine: Engine, document: Make) -> None:
    long_name = "Établissement et service d’accompagnement par le travail"
    engine.write(
        [
            document(1, title="Un ESAT hors les murs"),
            document(2, title=f"{long_name} de Saint-Nazaire"),
            document(3, title="Travail, service : un accompagnement en établissement"),
        ]
    )
    assert set(found(engine, "esat")) == {"1", "2"}
    assert {"1", "2"} <= set(found(engine, "établissements et services d'accompagnement par le travail"))
    titles = {hit.id: hit.title_html for hit in ask(engine, "ESAT").hits}
    assert titles["tests.thing:1"] == "Un <mark>ESAT</mark> hors les murs"
    assert titles["tests.thing:2"] == f"<mark>{long_name}</mark> de Saint-Nazaire"


def test_marks_are_safe_html(engine: Engine, document: Make) -> None:
    engine.write([document(title="<script>alert(1)</script> & stage", summary="l'<b>été</b> en stage", body="x")])
    hit = ask(engine, "stage").hits[0]
    assert hit.title_html == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>stage</mark>"
    assert hit.passage_html == "l&#x27;&lt;b&gt;été&lt;/b&gt; en <mark>stage</mark>"
    assert hit.title == "<script>alert(1)</script> & stage"


def test_the_passage_comes_from_the_page_that_says_most(engine: Engine, document: Make) -> None:
    pages = ((4, "Le tutorat seul. " * 30), (5, "Rien. " * 500 + "Le tutorat en entreprise adaptée. " + "Fin. " * 90))
    engine.write([document(title="Bilan", summary="Rapport annuel", body=pages)])
    hit = ask(engine, "tutorat entreprise adaptée").hits[0]
    assert hit.page_number == 5
    for word in ("tutorat", "entreprise", "adaptée"):
        assert f"<mark>{word}</mark>" in hit.passage_html
    assert hit.passage_html.startswith("… ") and hit.passage_html.endswith(" …")
    assert len(hit.passage_html) < 350


def test_languages_are_kept_apart(engine: Engine, document: Make) -> None:
    engine.write([document(1, title="stage"), document(2, title="stage", language="en")])
    assert found(engine, "stage") == ["1"]
    assert found(engine, "stage", language="en") == ["2"]


def test_a_hit_gives_back_all_a_card_needs(engine: Engine, document: Make) -> None:
    updated = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    engine.write([
        document(
            title="Stage", summary="Court", url="/stage/", date="2020-07", date_end="2021", updated=updated,
            territories=("departement-44", "france"), themes=("emploi",), publics=("jeunes",),
            organisation_kinds=("esat",), point=(47.2, -1.5), meta={"status": "En cours", "places": ["Rezé"]},
        )
    ])  # fmt: skip
    hit = engine.search(SearchQuery()).hits[0]
    assert (hit.kind, hit.title, hit.summary, hit.url) == ("project", "Stage", "Court", "/stage/")
    assert (hit.date, hit.date_end, hit.updated, hit.point) == ("2020-07", "2021", updated, (47.2, -1.5))
    assert (hit.territories, hit.themes) == (("departement-44", "france"), ("emploi",))
    assert (hit.publics, hit.organisation_kinds) == (("jeunes",), ("esat",))
    assert hit.meta == {"status": "En cours", "places": ["Rezé"]}


@pytest.mark.parametrize(
    "text", ["", " ", "***", '"', "de la", "AND OR NOT", "title:x", "a" * 200, "(" * 200, "\0", "é" * 200]
)
def test_no_text_breaks_the_engine(engine: Engine, document: Make, text: str) -> None:
    engine.write([document()])
    page = ask(engine, text)
    assert page.total in (0, 1)
    assert engine.suggest(text) is not None
