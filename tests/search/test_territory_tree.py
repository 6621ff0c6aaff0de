"""Territories are chosen in a tree: what holds what, what is unfolded, and what is left out of it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from network.models import Territory, TerritoryKind
from search.documents import SearchDocument
from search.engines import Engine
from search.facet_choices import MAX_CHOICES
from tests.support.sql import recorded_sql

pytestmark = pytest.mark.django_db

Make = Callable[..., SearchDocument]
FRANCE = "france"


@dataclass
class Branch:
    """What a visitor sees of a territory; `unfolded` is None for what holds nothing."""

    count: str
    checked: bool
    unfolded: bool | None
    name: str
    inside: "dict[str, Branch]"


def tree(page: bytes) -> dict[str, Branch]:
    field = BeautifulSoup(page, "html.parser").select_one("form.facets fieldset:has([name=territoire])")
    return branches(field.select_one("ul")) if field else {}


def branches(items: Tag) -> dict[str, Branch]:
    found = {}
    for item in items.find_all("li", recursive=False):
        count, folded = item.label.select_one(".count"), item.find("details", recursive=False)
        assert not item.select("summary input")
        found[str(item.input["value"])] = Branch(
            count=count.get_text() if count else "",
            checked=item.input.has_attr("checked"),
            unfolded=folded.has_attr("open") if folded else None,
            name=folded.summary.get_text(strip=True) if folded else "",
            inside=branches(folded.ul) if folded else {},
        )
    return found


def names(shown: dict[str, Branch]) -> dict[str, object]:
    """The same tree, of values alone."""
    return {value: names(branch.inside) for value, branch in shown.items()}


def add(kind: TerritoryKind, code: str, name: str, parent: Territory | None = None) -> Territory:
    return Territory.objects.create(kind=kind, code=code, name=name, slug=code.lower(), parent=parent)


@pytest.fixture
def land(portal_engine: Engine, document: Make) -> Callable[..., None]:
    """Two départements in Pays de la Loire, one with a town; an island and its département; a named area alone.

    `land(nantes=3, sarthe=1)` puts as many documents in each place, named by its short name.
    """
    loire = add(TerritoryKind.REGION, "52", "Pays de la Loire")
    island = add(TerritoryKind.REGION, "11", "Île-de-France")
    places = {"loire": loire, "island": island, "normandie": add(TerritoryKind.REGION, "28", "Normandie")}
    places["atlantique"] = add(TerritoryKind.DEPARTEMENT, "44", "Loire-Atlantique", loire)
    places["sarthe"] = add(TerritoryKind.DEPARTEMENT, "72", "Sarthe", loire)
    places["essonne"] = add(TerritoryKind.DEPARTEMENT, "91", "Essonne", island)
    places["metropole"] = add(TerritoryKind.EPCI, "244400404", "Nantes Métropole", places["atlantique"])
    places["nantes"] = add(TerritoryKind.COMMUNE, "44109", "Nantes", places["metropole"])
    places["reze"] = add(TerritoryKind.COMMUNE, "44143", "Rezé", places["metropole"])
    places["mans"] = add(TerritoryKind.COMMUNE, "72181", "Le Mans", places["sarthe"])
    places["retz"] = add(TerritoryKind.SECTEUR, "retz", "Pays de Retz")

    def put(*together: tuple[str, ...], **apart: int) -> None:
        everywhere = [*together, *((name,) for name, number in apart.items() for _ in range(number))]
        portal_engine.write(
            document(number, territories=keys([places[name] for name in where]))
            for number, where in enumerate(everywhere)
        )

    return put


def keys(territories: list[Territory]) -> tuple[str, ...]:
    chains = [[*territory.ancestors(), territory] for territory in territories]
    return (FRANCE, *dict.fromkeys(place.key for chain in chains for place in chain)) if chains else ()


def test_what_is_widest_comes_first_in_french_order_and_folds_the_rest(client: Client, land: Callable) -> None:
    land(nantes=2, sarthe=1, essonne=1, retz=1)
    shown = tree(client.get("/recherche/").content)
    assert names(shown) == {
        "region-11": {"departement-91": {}},
        "region-52": {"departement-44": {}, "departement-72": {}},
        "secteur-retz": {},
    }
    assert list(shown) == ["region-11", "region-52", "secteur-retz"]
    loire = shown["region-52"]
    assert (loire.count, loire.checked, loire.unfolded) == ("(3)", False, False)
    assert loire.name == "Dans Pays de la Loire : 2 choix"
    assert shown["secteur-retz"].unfolded is None


def test_communes_show_inside_what_is_chosen_alone(client: Client, land: Callable) -> None:
    land(("nantes", "mans"), nantes=2, mans=1, reze=1, essonne=1)
    shown = tree(client.get("/recherche/?territoire=departement-44").content)
    assert names(shown) == {
        "region-11": {"departement-91": {}},
        "region-52": {
            "departement-44": {"epci-244400404": {"commune-44109": {}, "commune-44143": {}}},
            "departement-72": {},
        },
    }
    loire = shown["region-52"]
    atlantique = loire.inside["departement-44"]
    assert (loire.unfolded, atlantique.unfolded, atlantique.checked) == (True, True, True)
    metropole = atlantique.inside["epci-244400404"]
    assert (metropole.count, metropole.unfolded) == ("(4)", False)
    assert metropole.inside["commune-44109"].count == "(3)"


def test_the_way_to_a_chosen_commune_is_unfolded_and_its_uncounted_steps_say_no_number(
    client: Client, land: Callable
) -> None:
    land(nantes=2, reze=1)
    loire = tree(client.get("/recherche/?territoire=commune-44109").content)["region-52"]
    metropole = loire.inside["departement-44"].inside["epci-244400404"]
    assert loire.unfolded and loire.inside["departement-44"].unfolded and metropole.unfolded
    assert (loire.count, metropole.count, metropole.checked) == ("(3)", "", False)
    [nantes] = metropole.inside.values()
    assert (nantes.count, nantes.checked) == ("(2)", True)


def test_what_is_chosen_shows_even_where_there_is_nothing(client: Client, land: Callable) -> None:
    land(essonne=1)
    shown = tree(client.get("/recherche/?territoire=commune-44109").content)
    assert names(shown["region-52"].inside) == {"departement-44": {"epci-244400404": {"commune-44109": {}}}}
    nantes = shown["region-52"].inside["departement-44"].inside["epci-244400404"].inside["commune-44109"]
    assert (nantes.count, nantes.checked) == ("(0)", True)
    assert "region-28" not in shown


def test_france_is_no_branch_and_shows_when_it_is_chosen(client: Client, land: Callable) -> None:
    land((), nantes=1, essonne=1)
    assert FRANCE not in tree(client.get("/recherche/").content)
    shown = tree(client.get("/recherche/?territoire=france").content)
    assert list(shown) == [FRANCE, "region-11", "region-52"]
    assert (shown[FRANCE].count, shown[FRANCE].checked, shown[FRANCE].unfolded) == ("(2)", True, None)
    assert names(shown["region-52"].inside) == {"departement-44": {}}


def test_a_region_and_a_departement_in_it_are_alternatives(client: Client, land: Callable) -> None:
    land(nantes=2, sarthe=1, essonne=1)
    answer = client.get("/recherche/?territoire=region-52&territoire=departement-44")
    assert answer.context["listing"].page.total == 3


def test_a_tree_that_narrows_nothing_is_not_offered(client: Client, land: Callable) -> None:
    land(nantes=2)
    assert not tree(client.get("/recherche/").content)


def test_of_many_communes_the_commonest_show_and_every_departement(
    client: Client, portal_engine: Engine, document: Make
) -> None:
    region = add(TerritoryKind.REGION, "52", "Pays de la Loire")
    crowded = add(TerritoryKind.DEPARTEMENT, "72", "Sarthe", region)
    other = add(TerritoryKind.REGION, "11", "Île-de-France")
    quiet = [add(TerritoryKind.DEPARTEMENT, f"9{n}", f"Département {n}", other) for n in range(MAX_CHOICES + 5)]
    communes = [add(TerritoryKind.COMMUNE, f"72{n:03}", f"Commune {n}", crowded) for n in range(300)]
    places = [*quiet, *communes, *communes[-MAX_CHOICES:]]
    portal_engine.write(document(n, territories=keys([place])) for n, place in enumerate(places))
    chosen = communes[0].key
    shown = tree(client.get(f"/recherche/?territoire=departement-72&territoire={chosen}").content)
    assert set(shown["region-52"].inside["departement-72"].inside) == {
        chosen, *(commune.key for commune in communes[-MAX_CHOICES:])
    }  # fmt: skip
    assert set(shown["region-11"].inside) == {place.key for place in quiet}


def test_a_larger_tree_costs_no_more_queries(client: Client, land: Callable) -> None:
    land(nantes=2, reze=1, sarthe=1, essonne=1)
    client.get("/recherche/")  # the first reader of an empty portal makes its settings
    costs = []
    for places in ("region-11", "region-52", "region-52&territoire=commune-44143&territoire=departement-91"):
        client.get(f"/recherche/?territoire={places}")
        with recorded_sql() as statements:
            client.get(f"/recherche/?territoire={places}")
        costs.append(len(statements))
    assert len(set(costs)) == 1, costs
