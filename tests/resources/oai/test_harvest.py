"""A harvester goes through the tokens: it gets each record once, whatever changes meanwhile."""

from collections.abc import Callable, Iterator
from urllib.parse import quote
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from cms.models import Theme
from resources.catalogue import refresh
from resources.models import CatalogueEntry, ResourcePage
from resources.oai import records
from tests.support.oai import OAI, error_of, texts, valid

Make = Callable[..., ResourcePage]
AT_ONCE = 3
FIRST = "verb=ListRecords&metadataPrefix=oai_dc"


@pytest.fixture(autouse=True)
def _short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "AT_ONCE", AT_ONCE)


@pytest.fixture
def pages(resource: Make) -> list[ResourcePage]:
    made = [resource() for _number in range(2 * AT_ONCE + 1)]
    refresh()
    CatalogueEntry.objects.update(datestamp="2026-03-01T12:00:00Z")
    return made


def harvest(client: Client, first: str = FIRST) -> Iterator[Element]:
    """The parts of a list, as a harvester asks for them."""
    query = first
    while query:
        root = valid(client.get(f"/oai?{query}").content)
        yield root
        token = root.find(f".//{OAI}resumptionToken")
        verb = first.partition("&")[0]
        query = f"{verb}&resumptionToken={quote(token.text)}" if token is not None and token.text else ""


def codes(roots: list[Element]) -> list[str]:
    return [identifier.rpartition(":")[2] for root in roots for identifier in texts(root, "identifier")]


def tokens(roots: list[Element]) -> list[tuple[str | None, str | None, bool]]:
    found = [root.find(f".//{OAI}resumptionToken") for root in roots]
    return [(token.get("completeListSize"), token.get("cursor"), bool(token.text)) for token in found]


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_each_record_comes_once(client: Client, pages: list[ResourcePage], verb: str) -> None:
    roots = list(harvest(client, f"verb={verb}&metadataPrefix=oai_dc"))
    assert codes(roots) == [page.code for page in pages]
    assert tokens(roots) == [("7", "0", True), ("7", "3", True), ("7", "6", False)]


def test_a_list_in_one_part_has_no_token(client: Client, resource: Make) -> None:
    for _number in range(AT_ONCE):
        resource()
    refresh()
    [root] = harvest(client)
    assert len(codes([root])) == AT_ONCE
    assert root.find(f".//{OAI}resumptionToken") is None


@pytest.mark.parametrize("changed", [0, AT_ONCE - 1, AT_ONCE, -1])
def test_what_changes_meanwhile_is_neither_skipped_nor_repeated(
    client: Client, pages: list[ResourcePage], changed: int
) -> None:
    roots = []
    for root in harvest(client, f"{FIRST}&from=2026-03-01"):
        roots.append(root)
        pages[changed].title = f"Titre {len(roots)}"
        pages[changed].save_revision().publish()
        assert refresh().changed == 1
    assert codes(roots) == [page.code for page in pages]


def test_what_leaves_and_comes_meanwhile_is_told(client: Client, pages: list[ResourcePage], resource: Make) -> None:
    parts = harvest(client)
    roots = [next(parts)]
    pages[0].unpublish()
    pages[-1].unpublish()
    new = resource()
    refresh()
    roots += parts
    assert codes(roots) == [*(page.code for page in pages), new.code]
    gone = [header for root in roots for header in root.iter(f"{OAI}header") if header.get("status")]
    assert [header[0].text.rpartition(":")[2] for header in gone] == [pages[-1].code]
    again = list(harvest(client, f"{FIRST}&from=2026-03-02"))
    assert sorted(codes(again)) == sorted([pages[0].code, pages[-1].code, new.code])


def test_an_end_that_everything_passes_meanwhile_is_said(client: Client, pages: list[ResourcePage]) -> None:
    parts = harvest(client, f"{FIRST}&until=2026-03-01")
    next(parts)
    CatalogueEntry.objects.update(datestamp="2026-03-02T12:00:00Z")
    assert error_of(next(parts)) == "noRecordsMatch"


def test_a_token_keeps_what_was_asked(client: Client, resource: Make) -> None:
    theme = Theme.objects.create(name="Emploi", slug="emploi")
    wanted = [resource(themes=[theme] if number % 2 else []) for number in range(10)][1::2]
    refresh()
    assert codes(list(harvest(client, f"{FIRST}&set=theme:emploi"))) == [page.code for page in wanted]


def test_a_token_is_of_one_verb_and_of_this_portal(
    client: Client, pages: list[ResourcePage], settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = next(harvest(client)).find(f".//{OAI}resumptionToken").text

    def error(verb: str, sent: str) -> str | None:
        return error_of(valid(client.get(f"/oai?verb={verb}&resumptionToken={quote(sent)}").content))

    assert error("ListRecords", token) is None
    assert error("ListIdentifiers", token) == "badResumptionToken"
    assert error("ListSets", token) == "badResumptionToken"
    assert error("ListRecords", token[:-1] + ("A" if token[-1] != "A" else "B")) == "badResumptionToken"
    assert error("ListRecords", "é") == "badArgument"
