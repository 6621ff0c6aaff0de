"""The list of territories, and the map that says the same."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from network.models import Territory, TerritoryKind
from network.territory_map import drawn, territory_map
from tests.network.factories import OrganisationFactory, TerritoryFactory
from tests.support.sql import forget_what_was_read, recorded_sql

IMAGES = settings.SITE / "theme" / "static" / "img"


@pytest.fixture
def index(client: Client, founding: None) -> Callable[[], BeautifulSoup]:
    return lambda: BeautifulSoup(client.get("/territoires/").content, "html.parser")


def shades(numbers: dict[str, int]) -> dict[str, str]:
    """{code: opacity} of a map where these départements have these numbers."""
    return {area["code"]: area["opacity"] for area in drawing(numbers)["areas"]}


def drawing(numbers: dict[str, int]) -> dict[str, Any]:
    places = [
        Territory(pk=pk, kind=TerritoryKind.DEPARTEMENT, code=code, slug=code.lower())
        for pk, code in enumerate(numbers)
    ]
    return territory_map(places, dict(enumerate(numbers.values())))


def test_every_departement_is_drawn_once_with_its_licence(founding: None) -> None:
    codes = set(Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT).values_list("code", flat=True))
    assert len(codes) == 101
    assert drawn() == codes
    assert "MIT License" in (IMAGES / "departements.LICENSE.txt").read_text(encoding="utf-8")


def test_the_list_says_all_that_the_map_says(index: Callable[[], BeautifulSoup]) -> None:
    page = index()
    listed = {a["href"]: a.find_parent("li") for a in page.select(".territories a")}
    areas = page.select(".map a")
    assert len(areas) == 101
    for area in areas:
        name, _colon, number = area.get_text(strip=True).rpartition(" : ")
        told = listed[area["href"]].select_one(".count")
        assert listed[area["href"]].a.get_text() in name
        assert number == (told.contents[0] if told else "0")


def test_what_is_too_small_to_be_pointed_at_leads_somewhere_from_its_enlargement(founding: None) -> None:
    found = drawing({"01": 1, "75": 3, "92": 0})
    assert [(area["code"], bool(area["url"])) for area in found["areas"]] == [
        ("01", True),
        ("75", False),
        ("92", False),
    ]
    assert [(area["code"], bool(area["url"])) for area in found["enlarged"]] == [("75", True), ("92", True)]
    assert not drawing({"01": 1})["enlarged"]


def test_the_keyboard_and_screen_readers_pass_the_map_by(index: Callable[[], BeautifulSoup]) -> None:
    page = index()
    assert page.select_one(".map")["aria-hidden"] == "true"
    assert {area["tabindex"] for area in page.select(".map a")} == {"-1"}
    before = page.select_one(".map").find_all_previous(class_="territories")
    assert before, "a list comes first"


def test_shades_hold_as_many_departements_each() -> None:
    found = shades({"01": 0, "02": 1, "03": 2, "04": 30, "05": 40, "06": 500, "07": 600})
    assert found == {"01": ".18", "02": ".45", "03": ".45", "04": ".7", "05": ".7", "06": "1", "07": "1"}


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        ({"01": 0}, ["aucun"]),
        ({"01": 4, "02": 4, "03": 4}, ["aucun", "4"]),
        ({"01": 1, "02": 2, "03": 2, "04": 3, "05": 3000}, ["aucun", "1", "2", "de 3 à 3 000"]),
    ],
)
def test_the_legend_says_what_is_counted(numbers: dict[str, int], labels: list[str]) -> None:
    assert [re.sub(r"\s", " ", shade["label"]) for shade in drawing(numbers)["legend"]] == labels


def test_a_departement_that_is_not_drawn_is_left_out() -> None:
    assert shades({"01": 1, "D44": 3}) == {"01": ".45"}


def test_it_costs_the_same_whatever_is_there(index: Callable[[], BeautifulSoup]) -> None:
    def fill(times: int) -> None:
        for _each in range(times):
            for parent in Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT).order_by("code")[:5]:
                commune = TerritoryFactory(kind=TerritoryKind.COMMUNE, parent=parent)
                TerritoryFactory(kind=TerritoryKind.SECTEUR, parent=parent).members.add(commune)
                OrganisationFactory(commune=commune)

    def cost() -> int:
        forget_what_was_read()
        with recorded_sql() as sent:
            index()
        return len(sent)

    fill(1)
    cost()  # What a process reads once in its life is read here.
    few = cost()
    fill(20)
    assert cost() == few


def test_the_page_stays_light(client: Client, founding: None) -> None:
    assert len(client.get("/territoires/").content) < 64 * 1024
    assert (IMAGES / "departements.svg").stat().st_size < 48 * 1024
