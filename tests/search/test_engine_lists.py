"""Contract of every engine: filters, facets, rights, orders, pages, writing, suggestions."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import SearchDocument
from search.engines import Engine
from search.query import Near, SearchPage, SearchQuery, Sort

Make = Callable[..., SearchDocument]

NANTES = Near(47.2184, -1.5536, 100)


def ask(engine: Engine, **query: object) -> SearchPage:
    return engine.search(SearchQuery(**query))


def chosen(**filters: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(values.split()) for name, values in filters.items()}


def numbers(page: SearchPage) -> list[str]:
    return [hit.id.partition(":")[2] for hit in page.hits]


@pytest.fixture
def places(engine: Engine, document: Make) -> Engine:
    engine.write(
        [
            document(1, title="Nantes", territories=("departement-44", "region-52", "france"), themes=("emploi",)),
            document(2, title="Rezé", territories=("departement-44", "region-52", "france"), themes=("stage",)),
            document(
                3, title="Mâcon", territories=("departement-71", "region-27", "france"), themes=("emploi", "stage")
            ),
            document(4, title="Le Mans", territories=("departement-72", "region-52", "france"), kind="event"),
        ]
    )
    return engine


def test_a_choice_does_not_hide_the_counts_of_the_others(places: Engine) -> None:
    page = ask(places, filters=chosen(territory="departement-44"))
    assert page.total == 2
    assert page.facets["territory"] == {
        "france": 4, "region-52": 3, "departement-44": 2, "departement-71": 1, "departement-72": 1, "region-27": 1,
    }  # fmt: skip
    assert page.facets["theme"] == {"emploi": 1, "stage": 1}
    assert page.facets["kind"] == {"project": 2}


def test_values_of_a_facet_are_alternatives_and_facets_add_up(places: Engine) -> None:
    assert ask(places, filters=chosen(territory="departement-44 departement-71")).total == 3
    page = ask(places, filters=chosen(territory="departement-44 departement-71", theme="emploi"))
    assert sorted(numbers(page)) == ["1", "3"]
    assert page.facets["theme"] == {"emploi": 2, "stage": 2}
    assert page.facets["territory"]["departement-44"] == 1


def test_a_chosen_value_that_nothing_has_is_counted_zero(places: Engine) -> None:
    page = ask(places, filters=chosen(theme="musique"))
    assert page.total == 0
    assert page.facets["theme"] == {"musique": 0, "emploi": 2, "stage": 2}


def test_communes_take_no_place_from_what_holds_them(engine: Engine, document: Make) -> None:
    nantes = ("region-52", "departement-44", "commune-44109", "commune-44143", "commune-44190")
    engine.write([*(document(n, territories=nantes) for n in range(3)), document(3, territories=("region-52",))])
    page = ask(engine, filters=chosen(territory="departement-44"), facets=("territory",), facet_size=2)
    assert page.facets["territory"] == {
        "region-52": 4, "departement-44": 3, "commune-44109": 3, "commune-44143": 3,
    }  # fmt: skip


def test_fixed_filters_bound_everything(places: Engine) -> None:
    page = ask(places, fixed=chosen(kind="project"), facets=("territory",))
    assert page.total == 3
    assert "departement-72" not in page.facets["territory"]
    assert set(page.facets) == {"territory"}


VALUES = st.frozensets(st.sampled_from(["un", "deux", "trois"]), max_size=3)
THINGS = st.lists(st.tuples(VALUES, VALUES), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(things=THINGS, themes=VALUES, publics=VALUES)
def test_counts_are_those_of_a_plain_loop(
    engine: Engine, document: Make, things: list[tuple[frozenset[str], frozenset[str]]], themes: frozenset[str],
    publics: frozenset[str],
) -> None:  # fmt: skip
    engine.rebuild(document(n, themes=tuple(t), publics=tuple(p)) for n, (t, p) in enumerate(things))
    page = ask(engine, filters={"theme": themes, "public": publics}, facets=("theme", "public"))

    def holds(wanted: frozenset[str], values: frozenset[str]) -> bool:
        return not wanted or bool(wanted & values)

    assert page.total == sum(holds(themes, t) and holds(publics, p) for t, p in things)
    for value in ("un", "deux", "trois"):
        assert page.facets["theme"].get(value, 0) == sum(value in t and holds(publics, p) for t, p in things)
        assert page.facets["public"].get(value, 0) == sum(value in p and holds(themes, t) for t, p in things)


def test_what_is_restricted_shows_nowhere(engine: Engine, document: Make) -> None:
    secret = document(
        2, title="Confidentiel entreprises", audience=("group-7",), themes=("secret",), codes=("SECRET1",),
        territories=("departement-01",), date="1999", kind="minutes", body="licenciement",
    )  # fmt: skip
    engine.write([document(1, title="Public", themes=("emploi",))])
    before = {text: ask(engine, text=text) for text in ("", "confidentiel", "SECRET1", "licencieman", "confidentil")}
    engine.write([secret])
    for text, page in before.items():
        after = ask(engine, text=text)
        assert (after.total, after.facets, after.correction) == (page.total, page.facets, page.correction), text
    assert ask(engine, filters=chosen(theme="secret")).total == 0
    assert engine.suggest("conf") == [] and engine.suggest("SECRET1") == []
    assert engine.similar(secret.id) == []
    # The same questions from someone in the group: the filter is on the document, not on the engine.
    page = ask(engine, text="confidentil", audience=("public", "group-7"))
    assert (page.total, page.correction) == (1, "confidentiel")
    assert [s.url for s in engine.suggest("conf", audience=("group-7",))] == ["/2/"]
    assert ask(engine, audience=()).total == 0


def test_dates_and_their_order(engine: Engine, document: Make) -> None:
    engine.write(
        [
            document(1, title="b", date="2020-07"),
            document(2, title="c", date="2020-07-15", date_end="2020-09-02"),
            document(3, title="d", date="2021"),
            document(4, title="a"),
        ]
    )
    assert numbers(ask(engine, sort=Sort.DATE)) == ["3", "2", "1", "4"]
    assert numbers(ask(engine, sort=Sort.DATE_ASC)) == ["1", "2", "3", "4"]
    assert numbers(ask(engine, sort=Sort.TITLE)) == ["4", "1", "2", "3"]
    assert set(numbers(ask(engine, after=date(2020, 9, 1)))) == {"2", "3"}
    assert set(numbers(ask(engine, after=date(2020, 8, 1), before=date(2020, 12, 31)))) == {"2"}
    assert set(numbers(ask(engine, before=date(2020, 7, 14)))) == {"1"}
    assert ask(engine).facets["year"] == {"2020": 2, "2021": 1}


def test_around_a_point_the_nearest_come_first_and_say_how_far_they_are(engine: Engine, document: Make) -> None:
    points = {1: (47.2735, -2.2137), 2: (47.2184, -1.5536), 3: (48.0061, 0.1996), 4: (47.1907, -1.5694), 5: None}
    engine.write([document(number, title="Un stage", point=point) for number, point in points.items()])
    for text in ("", "stage"):
        page = ask(engine, text=text, near=NANTES, sort=Sort.DISTANCE)
        assert (numbers(page), page.total) == (["2", "4", "1"], 3)
        assert [round(hit.distance) for hit in page.hits] == [0, 3, 50]
        assert page.facets["kind"] == {"project": 3}
    assert ask(engine, near=Near(47.2184, -1.5536, 49)).total == 2
    assert ask(engine, near=Near(0, 0, 500)).total == 0
    assert {hit.distance for hit in ask(engine).hits} == {None}


def test_distances_go_over_the_date_line_the_equator_and_the_meridian(engine: Engine, document: Make) -> None:
    points = [(-0.2, -179.9), (0.2, 179.9), (0.1, -0.1), (-0.1, 0.1), (-21.1, 55.5), (89.9, 10.0), (89.9, -170.0)]
    engine.write([document(number, point=point) for number, point in enumerate(points)])
    around = {(0, 180): {"0", "1"}, (0, 0): {"2", "3"}, (-21.0, 55.4): {"4"}, (90, 0): {"5", "6"}}
    for (latitude, longitude), expected in around.items():
        assert set(numbers(ask(engine, near=Near(latitude, longitude, 50)))) == expected


def test_titles_are_sorted_as_people_read_them(engine: Engine, document: Make) -> None:
    titles = ["Zone", "école", "Œuvre", "Écart", "abeille", "Étape"]
    engine.write([document(number, title=title) for number, title in enumerate(titles)])
    ordered = [hit.title for hit in ask(engine, sort=Sort.TITLE).hits]
    assert ordered == ["abeille", "Écart", "école", "Étape", "Œuvre", "Zone"]


@pytest.mark.parametrize("text", ["", "titre"])
@pytest.mark.parametrize("sort", list(Sort))
def test_pages_follow_each_other_without_overlap(engine: Engine, document: Make, text: str, sort: Sort) -> None:
    for number in range(23):  # one commit each, as a worker does
        engine.write([document(number, title="Même titre", date="2020", point=(47.2, -1.5))])
    asked = {"text": text, "sort": sort, "page_size": 10, "near": NANTES if sort == Sort.DISTANCE else None}
    seen = [hit.id for page in (1, 2, 3) for hit in ask(engine, page=page, **asked).hits]
    assert len(seen) == len(set(seen)) == 23


def test_writing_again_replaces_everything_the_object_had(engine: Engine, document: Make) -> None:
    assert engine.write([document("tests.thing:1/fr", title="un"), document("tests.thing:1/en", title="one")])
    assert engine.write([document("tests.thing:1/fr", title="deux"), document(11, title="un")])
    assert sorted(hit.title for hit in ask(engine).hits) == ["deux", "un"]
    assert engine.delete(["tests.thing:1", "tests.thing:404"])
    assert numbers(ask(engine)) == ["11"]
    assert engine.health().documents == 1


def test_suggestions_complete_the_last_word(engine: Engine, document: Make) -> None:
    engine.write(
        [
            document(1, title="École de la deuxième chance", codes=("E2C",)),
            document(2, title="Une école inclusive"),
            document(3, title="Cap emploi"),
            document(4, title="E2C et autres sigles"),
        ]
    )
    assert [s.url for s in engine.suggest("éco")] == [s.url for s in engine.suggest("Eco")] == ["/1/", "/2/"]
    assert [s.url for s in engine.suggest("ecole in")] == ["/2/"]
    assert engine.suggest("e2c")[0].url == "/1/"
    assert engine.suggest("éco", kinds=["project"]) == engine.suggest("éco")
    assert engine.suggest("éco", kinds=["event"]) == []
    assert len(engine.suggest("e", limit=2)) == 2
    assert engine.suggest("") == engine.suggest("!!") == engine.suggest("école", language="en") == []


def test_similar_documents_share_their_words(engine: Engine, document: Make) -> None:
    engine.write(
        [
            document(1, title="Job coaching en entreprise", body="accompagnement soutenu dans l’emploi"),
            document(2, title="Le job coaching", body="un accompagnement soutenu"),
            document(3, title="Transports scolaires", body="lignes et horaires"),
            document(4, title="Horaires des lignes", body="transports"),
        ]
    )
    urls = [hit.url for hit in engine.similar("tests.thing:1")]
    assert urls[0] == "/2/"
    assert "/3/" not in urls
    assert engine.similar("tests.thing:404") == []


def test_a_rebuild_replaces_and_a_failed_one_changes_nothing(engine: Engine, document: Make) -> None:
    engine.write([document(1, title="avant")])

    def broken() -> object:
        yield document(2, title="pendant")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert numbers(ask(engine)) == ["1"]
    assert engine.rebuild([document(3, title="après")]) == 1
    assert numbers(ask(engine)) == ["3"]


def test_what_is_written_during_a_rebuild_is_found_but_not_for_good(engine: Engine, document: Make) -> None:
    answers = []

    def documents() -> object:
        answers.append(engine.write([document(1, title="pendant")]))
        answers.append(numbers(ask(engine)))
        answers.append(engine.delete(["tests.thing:9"]))
        yield document(2, title="reconstruit")

    engine.rebuild(documents())
    assert answers == [False, ["1"], False]
    assert engine.write([document(1, title="pendant")])
    assert sorted(numbers(ask(engine))) == ["1", "2"]
