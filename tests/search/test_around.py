"""« Autour de »: what a visitor may type, what is found, and how far it is."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from pytest_django.fixtures import Settings

from network.models import Territory, TerritoryKind
from search import query_log
from search.alerts import questions
from search.documents import SearchDocument
from search.engines import Engine
from search.listing import Listing
from search.models import SearchLogEntry
from search.places import places
from search.query import Sort
from tests.network.factories import TerritoryFactory

COMMUNES = {
    "44109": ("Nantes", 47.2316, -1.5483, "44000 44100 44200 44300"),
    "44143": ("Rezé", 47.1792, -1.5499, "44400"),
    "44184": ("Saint-Nazaire", 47.2803, -2.2538, "44600"),
    "49007": ("Angers", 47.4767, -0.5559, "49000 49100"),
    "72181": ("Le Mans", 47.9888, 0.2016, "72000 72100"),
    "93066": ("Saint-Denis", 48.9295, 2.3627, "93200 93210"),
    "97411": ("Saint-Denis", -20.9329, 55.4468, "97400 97490"),
    "97213": ("Le Lamentin", 14.6248, -60.9934, "97232"),
    "97115": ("Lamentin", 16.2544, -61.6435, "97129"),
}


@pytest.fixture
def communes(db: None) -> None:
    for code, (name, latitude, longitude, postcodes) in COMMUNES.items():
        point = {"latitude": latitude, "longitude": longitude, "postcodes": postcodes}
        TerritoryFactory(kind=TerritoryKind.COMMUNE, code=code, name=name, **point)
    TerritoryFactory(kind=TerritoryKind.COMMUNE, code="44036", name="Châteaubriant")  # nobody said where it is


@pytest.fixture
def portal(communes: None, portal_engine: Engine, document: Callable[..., SearchDocument]) -> None:
    """A training course in each of four communes, and one that is nowhere."""
    titles = {"44109": "Stage D", "44143": "Stage C", "44184": "Stage B", "49007": "Stage A"}
    portal_engine.write([
        *(
            document(number, title=title, point=COMMUNES[code][1:3])
            for number, (code, title) in enumerate(titles.items())
        ),
        document(9, title="Stage partout"),
    ])  # fmt: skip


def listed(client: Client, **parameters: str) -> Listing:
    answer = client.get("/recherche/", parameters)
    assert answer.status_code == 200
    shown: Listing = answer.context["listing"]
    return shown


def titles(client: Client, **parameters: str) -> list[str]:
    return [hit.title for hit in listed(client, **parameters).page.hits]


def soup_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def place(client: Client, text: str) -> str:
    """The key of the place understood, or ""."""
    near = listed(client, autour=text).query.near
    return near.key if near else ""


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("commune-44109", "44109"), ("COMMUNE-44109", "44109"), ("Nantes", "44109"), ("  nANTES ", "44109"),
        ("44000", "44109"), ("44300", "44109"), ("44000 Nantes", "44109"), ("Nantes 44109", "44109"),
        ("Nantes 99999", "44109"), ("Nantes (44)", "44109"), ("reze", "44143"), ("REZÉ", "44143"),
        ("Saint-Nazaire", "44184"), ("saint nazaire", "44184"), ("St Nazaire", "44184"), ("st. nazaire", "44184"),
        ("ST-NAZAIRE", "44184"), ("le mans", "72181"), ("Mans", "72181"), ("Saint-Denis (974)", "97411"),
        ("st denis 97400", "97411"), ("saint denis 93", "93066"),
    ],
)  # fmt: skip
def test_a_place_is_understood_as_people_write_it(portal: None, client: Client, typed: str, understood: str) -> None:
    shown = listed(client, autour=typed)
    assert shown.query.near and shown.query.near.key == f"commune-{understood}"
    assert not shown.notices and not shown.around["others"]
    assert place(client, shown.around["text"]) == shown.query.near.key  # the form sends what it shows


@pytest.mark.parametrize(
    "typed",
    [
        "zzz", "Châteaubriant", "commune-44036", "commune-99999", "commune-", "departement-44", "france", "44", "99999",
        "(44)", "-", "''", "nant", "Nantes Rezé", "%", "_", "\\", "'; DROP TABLE", "<b>Nantes</b>", "\U0001f600",
        "²", "٤٤٠٠٠", "a" * 10_000, "44000" * 2_000, "(" * 10_000, "nantes\x00nantes", "\x00" * 500,
    ],
)  # fmt: skip
def test_an_unknown_place_is_told_and_filters_nothing(portal: None, client: Client, typed: str) -> None:
    client.get("/recherche/")  # what a process reads once in its life
    started = time.process_time()
    shown = listed(client, autour=typed)
    assert time.process_time() - started < 5.0  # 0.05 s of a processor: what would freeze a portal takes minutes
    assert shown.query.near is None and shown.page.total == 5
    assert not shown.active_filters and "distance" not in [sort["value"] for sort in shown.sorts]
    visible = typed.strip("\x00")
    assert len(shown.notices) == bool(visible)
    if visible:
        assert "ne connaît pas ce lieu" in shown.notices[0] and "code postal" in shown.notices[0]


def test_what_was_typed_stays_in_the_form(portal: None, client: Client) -> None:
    form = soup_of(client, "/recherche/?autour=%3Cb%3Ezzz&rayon=50").select_one("form.facets")
    assert form.select_one("input[name=autour]")["value"] == "<b>zzz"
    assert form.select_one("select[name=rayon] option[selected]")["value"] == "50"
    assert not form.b
    form = soup_of(client, "/recherche/?autour=st+nazaire&rayon=50").select_one("form.facets")
    assert form.select_one("input[name=autour]")["value"] == "Saint-Nazaire (44)"
    assert form.select_one("select[name=rayon] option[selected]")["value"] == "50"
    for field in ("autour", "rayon"):
        assert form.select_one(f"label[for=listing-{field}]").get_text(strip=True)
    assert form.select_one(f"#{form.select_one('input[name=autour]')['aria-describedby']}")


def test_control_characters_are_spaces(portal: None, client: Client) -> None:
    assert place(client, "saint\x00\x1bnazaire\n") == "commune-44184"


def test_the_nearest_come_first_and_say_how_far_they_are(portal: None, client: Client) -> None:
    assert titles(client, autour="Nantes") == ["Stage D", "Stage C"]
    assert titles(client, autour="Nantes", rayon="5") == ["Stage D"]
    assert titles(client, autour="Nantes", rayon="100") == ["Stage D", "Stage C", "Stage B", "Stage A"]
    cards = soup_of(client, "/recherche/?autour=Nantes&rayon=100").select("ol.rows .card")
    said = ["à moins d’1 km", "à 6 km", "à 54 km", "à 80 km"]
    assert [text in card.get_text() for card, text in zip(cards, said, strict=True)] == [True] * 4
    assert not soup_of(client, "/recherche/").find(string=lambda text: "à moins d’1 km" in text)


@pytest.mark.parametrize("radius", ["abc", "0", "-5", "15", "1e9", "nan", "²", "5" * 5000, "20\x00"])
def test_an_unknown_radius_is_told_and_the_usual_one_kept(portal: None, client: Client, radius: str) -> None:
    shown = listed(client, autour="Nantes", rayon=radius)
    assert titles(client, autour="Nantes", rayon=radius) == ["Stage D", "Stage C"]
    assert [notice for notice in shown.notices if "20 km" in notice] == shown.notices != []


def test_a_radius_without_a_place_is_nothing(portal: None, client: Client) -> None:
    """The form always sends one."""
    shown = listed(client, autour="", rayon="50")
    assert shown.page.total == 5 and not shown.notices
    assert shown.csv_url == "/recherche/export.csv"


def test_each_list_has_one_address(portal: None, client: Client) -> None:
    for address in ("autour=st+nazaire&rayon=20", "autour=44600&tri=distance", "rayon=&autour=Saint-Nazaire+(44)&q="):
        shown = listed(client, **dict(pair.split("=") for pair in address.replace("+", " ").split("&")))
        assert shown.csv_url == "/recherche/export.csv?autour=commune-44184"
    shown = listed(client, q="stage", autour="Nantes", rayon="50", tri="distance")
    assert shown.feed_url == "/recherche/flux.atom?q=stage&autour=commune-44109&rayon=50&tri=distance"


def test_the_filter_is_taken_away_by_its_link(portal: None, client: Client) -> None:
    [chip] = listed(client, autour="Nantes").active_filters
    assert chip == {"label": "À moins de 20 km de Nantes (44)", "url": "/recherche/"}
    [chip] = listed(client, q="stage", autour="Nantes", tri="distance").active_filters
    assert chip["url"] == "/recherche/?q=stage"
    shown = listed(client, q="stage", autour="Nantes", du="2020-01-01")
    assert shown.text_url == "/recherche/?q=stage"


@pytest.mark.parametrize(
    ("typed", "label"),
    [("angers", "d’Angers (49)"), ("le mans", "du Mans (72)"), ("rezé", "de Rezé (44)")],
)
def test_the_chip_is_french(portal: None, client: Client, typed: str, label: str) -> None:
    assert listed(client, autour=typed).active_filters[0]["label"] == f"À moins de 20 km {label}"


def sorts(shown: Listing) -> dict[str, str]:
    return {sort["value"]: sort["label"] for sort in shown.sorts}


def test_distance_is_an_order_only_around_a_place(portal: None, client: Client) -> None:
    usual = listed(client, autour="Nantes")
    assert usual.query.sort == Sort.DISTANCE and sorts(usual)[""].startswith("Distance")
    words = listed(client, q="stage", autour="Nantes")
    assert words.query.sort == Sort.RELEVANCE and "distance" in sorts(words)
    assert listed(client, q="stage", autour="Nantes", tri="distance").query.sort == Sort.DISTANCE
    assert listed(client, autour="Nantes", tri="titre").query.sort == Sort.TITLE
    for parameters in ({}, {"q": "stage"}, {"autour": "zzz"}):
        shown = listed(client, tri="distance", **parameters)
        assert "Ce tri n’existe pas : l’ordre habituel a été gardé." in shown.notices
        assert shown.query.sort == (Sort.RELEVANCE if parameters.get("q") else Sort.TITLE)
        assert not any("istance" in label for label in sorts(shown).values())


def test_an_order_that_was_chosen_stays_when_the_place_goes(portal: None, client: Client) -> None:
    shown = listed(client, autour="Nantes", tri="date")
    assert shown.active_filters[0]["url"] == "/recherche/?tri=date"


def test_homonyms_are_proposed(portal: None, client: Client) -> None:
    page = soup_of(client, "/recherche/?q=stage&autour=saint+denis&rayon=50")
    links = {link.get_text(): link["href"] for link in page.select("main p a")}
    assert links["Saint-Denis (974)"] == "/recherche/?q=stage&autour=commune-97411&rayon=50"
    assert page.select_one("input[name=autour]")["value"] == "Saint-Denis (93)"
    assert "Saint-Denis (93)" not in links
    page = soup_of(client, links["Saint-Denis (974)"])
    assert page.select_one("input[name=autour]")["value"] == "Saint-Denis (974)"


def test_the_homonym_written_alike_comes_first(portal: None, client: Client) -> None:
    for typed, chosen, other in (("Le Lamentin", "97213", "97115"), ("lamentin", "97115", "97213")):
        shown = listed(client, autour=typed)
        assert shown.query.near and shown.query.near.key == f"commune-{chosen}"
        assert [parse_qs(urlsplit(each["url"]).query)["autour"] for each in shown.around["others"]] == [
            [f"commune-{other}"]
        ]


def test_the_most_populated_homonym_comes_first(portal: None, client: Client) -> None:
    Territory.objects.filter(code="93066").update(population=150_000)
    assert place(client, "saint-denis") == "commune-93066"
    Territory.objects.filter(code="97411").update(population=156_000)
    assert place(client, "saint-denis") == "commune-97411"


def test_one_postcode_of_several_communes(portal: None, client: Client) -> None:
    for number in range(40):
        point = {"latitude": 48.7, "longitude": 4.5 + number / 100, "postcodes": "51300"}
        TerritoryFactory(kind=TerritoryKind.COMMUNE, code=f"51{number:03}", name=f"Village {number}", **point)
    shown = listed(client, autour="51300")
    assert shown.query.near and 5 <= len(shown.around["others"]) <= 12


def ways(page: BeautifulSoup) -> dict[str, tuple[str, str]]:
    """{text: (address, count)} of the counted links of an empty page."""

    def count(link: Tag) -> str:
        found = link.find_next_sibling(class_="count")
        return found.get_text(strip=True) if found else ""

    return {link.get_text(): (str(link["href"]), count(link)) for link in page.select(".empty li a") if count(link)}


def test_nothing_near_leads_to_a_wider_circle_and_to_none(portal: None, client: Client) -> None:
    found = ways(soup_of(client, "/recherche/?autour=Le+Mans&rayon=5"))
    assert found["À moins de 100 km du Mans (72)"] == ("/recherche/?autour=commune-72181&rayon=100", "(1 résultat)")
    assert found["Chercher à toute distance"] == ("/recherche/", "(5 résultats)")
    assert len(found) == 2
    found = ways(soup_of(client, "/recherche/?q=stage&autour=Le+Mans&rayon=5&tri=distance"))
    assert found["Chercher à toute distance"] == ("/recherche/?q=stage", "(5 résultats)")
    assert found["À moins de 100 km du Mans (72)"][0] == (
        "/recherche/?q=stage&autour=commune-72181&rayon=100&tri=distance"
    )


def test_words_found_nowhere_have_no_wider_circle(portal: None, client: Client) -> None:
    found = ways(soup_of(client, "/recherche/?q=xyzxyz&autour=Nantes"))
    assert list(found) == ["Garder les filtres, sans les mots"]


def test_pages_facets_and_kinds_keep_the_place(
    portal: None, client: Client, portal_engine: Engine, document: Callable[..., SearchDocument]
) -> None:
    nantes = COMMUNES["44109"][1:3]
    portal_engine.write(
        [document(number, title=f"Lieu {number}", kind="event", point=nantes) for number in range(20, 50)]
    )
    shown = listed(client, autour="nantes", page="2")
    assert shown.paging["previous_url"] == "/recherche/?autour=commune-44109"
    assert shown.page.total == 32 and shown.page.facets["kind"] == {"event": 30, "project": 2}
    groups = listed(client, autour="nantes", vue="par-type").by_kind
    assert groups and {group.url for group in groups} == {
        "/recherche/?type=event&autour=commune-44109",
        "/recherche/?type=project&autour=commune-44109",
    }


def test_the_table_and_the_feed_keep_the_place(portal: None, client: Client) -> None:
    rows = client.get("/recherche/export.csv", {"autour": "Nantes"}).content.decode("utf-8-sig").splitlines()
    assert [row.rsplit(";", 1)[1] for row in rows] == ["distance (km)", "0,0", "5,8"]
    assert "distance" not in client.get("/recherche/export.csv").content.decode()
    feed = client.get("/recherche/flux.atom", {"autour": "Nantes"}).content.decode()
    assert "<title>Passerelles : À moins de 20 km de Nantes (44)</title>" in feed
    assert "/recherche/?autour=commune-44109" in feed


@pytest.mark.parametrize(("typed", "kept"), [("nantes", "commune-44109"), ("44400", "commune-44143")])
def test_an_alert_keeps_the_place(portal: None, client: Client, typed: str, kept: str) -> None:
    link = listed(client, q="stage", autour=typed, rayon="5", tri="titre").alert_url
    assert link == f"/recherche/alerte/?q=stage&autour={kept}&rayon=5"
    text = soup_of(client, link).main.get_text(" ", strip=True)
    assert "« stage », à moins de 5 km de" in text and "1 résultat" in text


def test_an_alert_around_a_place_that_vanished_finds_nothing(portal: None) -> None:
    assert len(questions.found(questions.kept("autour=commune-44109", "fr"))) == 2
    assert questions.found(questions.kept("autour=commune-99999", "fr")) == []


def test_the_database_measures_too_while_the_index_is_away(
    founding: None, client: Client, settings: Settings, tmp_path: Path
) -> None:
    there = titles(client, autour="rivière salée", rayon="50", type="organisation")
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
    shown = listed(client, autour="rivière salée", rayon="50", type="organisation")
    assert shown.page.degraded
    assert [hit.title for hit in shown.page.hits] == there and len(there) == 2
    assert [hit.details[0] for hit in shown.page.hits] == ["à moins d’1 km", "à 30 km"]
    assert titles(client, autour="rivière salée", rayon="5", type="organisation") == there[:1]


def test_the_directory_and_the_library_ask_it_too(founding: None, client: Client) -> None:
    answer = client.get("/annuaire/", {"autour": "carbet", "rayon": "5"})
    [hit] = answer.context["listing"].page.hits
    assert "Carbet" in hit.title and hit.details[0] == "à moins d’1 km"
    assert answer.context["listing"].csv_url == ("/recherche/export.csv?type=organisation&autour=commune-97204&rayon=5")
    assert 'name="autour"' in client.get("/ressources/").content.decode()


def test_the_log_keeps_the_commune_and_nothing_that_was_typed(portal: None, client: Client) -> None:
    for typed in ("12 rue de la Paix, Nantes", "camille@exemple.fr"):
        client.get("/recherche/", {"autour": typed})
    assert query_log.tally.write() == 0
    client.get("/recherche/", {"autour": "nantes"})
    client.get("/recherche/", {"q": "stage", "autour": "44000"})
    query_log.tally.write()
    assert {(entry.text, entry.territory) for entry in SearchLogEntry.objects.all()} == {
        ("", "commune-44109"),
        ("stage", "commune-44109"),
    }


def test_finding_a_place_costs_one_query(
    portal: None, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    for typed in ("saint denis", "51300", "zzz", "commune-44109"):
        with django_assert_num_queries(1):
            places(typed)
