"""The places that people may mean, of all France: by name, postcode, former name; while they type too."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.db.models import Model, QuerySet
from django.test import Client

from network.models import Postcode, Territory, TerritoryAlias
from network.places import completions, places

pytestmark = pytest.mark.usefixtures("founding")


def labels(text: str) -> list[str]:
    return [place.label for place in places(text)]


def begun(text: str) -> list[str]:
    return [place.label for place in completions(text)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nantes", "Nantes (44)"), ("st nazaire", "Saint-Nazaire (44)"), ("Le Mans", "Le Mans (72)"),
        ("saint-denis 93", "Saint-Denis (93)"), ("Saint-Denis (974)", "Saint-Denis (974)"),
        ("44600", "Saint-Nazaire (44)"),
        ("75011", "Paris (75)"), ("Paris 11e arrondissement", "Paris (75)"), ("commune-75111", "Paris (75)"),
        ("commune-44184", "Saint-Nazaire (44)"), ("Cordieux", "Montluel (01)"), ("ajaccio", "Ajaccio (2A)"),
    ],
)  # fmt: skip
def test_what_is_typed_means_a_place(typed: str, first: str) -> None:
    assert labels(typed)[0] == first


def test_homonyms_are_told_apart_by_their_departement() -> None:
    found = labels("Saint-Denis")
    assert {"Saint-Denis (93)", "Saint-Denis (974)"} < set(found)
    assert found[:2] == ["Saint-Denis (974)", "Saint-Denis (93)"]  # the most populated first
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("typed", ["", " ", "zzzzz", "99999", "commune-99999", "%", "*", "_", "a" * 500, "\x00", "44"])
def test_what_names_no_place_gives_none(typed: str) -> None:
    assert labels(typed) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nant", "Nantes (44)"), ("st naz", "Saint-Nazaire (44)"), ("446", "Saint-Nazaire (44)"),
        ("le man", "Le Mans (72)"),
        ("saint-denis (93", "Saint-Denis (93)"), ("Rivière-S", "Rivière-Salée (972)"), ("cordieu", "Montluel (01)"),
    ],
)  # fmt: skip
def test_a_beginning_is_enough(typed: str, expected: str) -> None:
    assert expected in begun(typed)


def test_the_exact_name_comes_before_larger_towns_that_begin_so() -> None:
    assert begun("eu")[0] == "Eu (76)"


def test_each_completion_is_a_place_once_typed() -> None:
    for typed in ("saint", "446", "cordieu", "de saint"):
        for place in completions(typed):
            assert places(place.label)[0].key == place.key, place


def test_a_former_commune_says_what_it_is() -> None:
    [montluel] = [place for place in completions("cordieux") if place.label == "Montluel (01)"]
    assert montluel.detail == "Cordieux, commune associée"


@pytest.mark.parametrize("typed", ["", "%", "*", "[a", "?", "_", "zzzz", "\x00", "a" * 500, "44 ", "97,2"])
def test_odd_beginnings_are_no_error(typed: str) -> None:
    completions(typed)


def reads_an_index(queryset: QuerySet[Model]) -> bool:
    if connection.vendor == "sqlite":
        return "SEARCH" in queryset.explain()
    with connection.cursor() as cursor:
        # So few rows that PostgreSQL would read them all, were it not asked what it could do.
        cursor.execute("SET LOCAL enable_seqscan TO off")
    return "Index Cond" in queryset.explain()


def test_every_lookup_reads_an_index() -> None:
    for queryset in (
        Territory.objects.filter(folded_name="nantes"),
        Territory.objects.filter(folded_name__begins="nan"),
        TerritoryAlias.objects.filter(folded_name__begins="nan"),
        Postcode.objects.filter(code__begins="446"),
    ):
        assert reads_an_index(queryset), queryset.explain()
    # The control: what no index serves is told by the same plan.
    assert not reads_an_index(Territory.objects.filter(folded_name__contains="nan"))


def test_completing_costs_at_most_three_queries(
    django_assert_max_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    for typed in ("saint", "446", "cordieu", "zzz"):
        with django_assert_max_num_queries(3):
            completions(typed)


def proposed(client: Client, typed: str) -> list[dict[str, str]]:
    answer = client.get("/recherche/lieux/", {"q": typed})
    assert answer.status_code == 200 and "public" in answer["Cache-Control"] and not answer.cookies
    return list(answer.json()["suggestions"])


def test_the_portal_proposes_places(client: Client) -> None:
    assert {"title": "Saint-Nazaire (44)", "kind": "44600"} in proposed(client, "saint-naz")
    assert len(proposed(client, "saint")) == 8
    assert "kind" in proposed(client, "cordieux")[0] and "url" not in proposed(client, "cordieux")[0]
    for nothing in ("", "s", "\x00", "zzzzzz", "a" * 300):
        assert proposed(client, nothing) == []
    assert client.get("/recherche/lieux/").json()["message"] == "Aucune suggestion"


def test_the_field_asks_for_them(client: Client) -> None:
    for page in ("/recherche/", "/annuaire/"):
        field = BeautifulSoup(client.get(page).content, "html.parser").select_one("input[name=autour]")
        assert field["data-suggestions"] == "/recherche/lieux/"


def test_when_words_name_a_place_one_may_search_around_it(client: Client) -> None:
    page = BeautifulSoup(client.get("/recherche/", {"q": "ducos"}).content, "html.parser")
    [way] = page.select(".empty a[href*=autour]")
    assert way["href"] == "/recherche/?autour=commune-97207" and "Chercher à moins de 20 km de Ducos (972)" in way.text
    assert client.get(way["href"]).context["listing"].page.total > 0


def test_an_old_code_in_an_address_is_today_s(client: Client) -> None:
    listing = client.get("/recherche/", {"territoire": "commune-01120"}).context["listing"]
    assert listing.query.filters["territory"] == {"commune-01262"} and not listing.notices
    assert client.get("/recherche/", {"territoire": "commune-99999"}).context["listing"].notices
