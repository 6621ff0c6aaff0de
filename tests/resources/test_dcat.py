"""The catalogue as DCAT: what is public, whole, sent while it is made."""

import json
from collections.abc import Callable
from xml.etree.ElementTree import fromstring

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.models import Theme
from network.models import TerritoryKind
from resources.catalogue import dcat
from resources.licences import Licence
from resources.models import LibraryDocument, ResourceFile, ResourcePage
from tests.network.factories import OrganisationFactory, TerritoryFactory

Make = Callable[..., ResourcePage]
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "/ressources/catalogue.jsonld"


def read(client: Client) -> dict:
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    return json.loads(answer.getvalue())


@pytest.fixture
def full(resource: Make) -> ResourcePage:
    page = resource(
        title="Accueillir \x08</script>",
        summary="En bref",
        date="2020-07",
        authors="Martin, Jean",
        publisher=OrganisationFactory(name="Agefiph"),
        licence=Licence.BY,
        themes=[Theme.objects.create(name="Emploi", slug="emploi")],
        territories=[TerritoryFactory(kind=TerritoryKind.REGION, code="28", name="Normandie", slug="28-normandie")],
    )
    document = LibraryDocument.objects.create(title="x", file=ContentFile(b"%PDF-1.7", "guide.pdf"), file_size=8)
    page.files.add(
        ResourceFile(label="Le guide", document=document), ResourceFile(label="Ailleurs", url="https://example.org/x")
    )
    page.save()
    return page


def test_a_resource_is_told_with_its_files(client: Client, full: ResourcePage) -> None:
    catalogue = read(client)
    assert catalogue["@type"] == "dcat:Catalog"
    [told] = catalogue["dcat:dataset"]
    assert told["@id"] == f"http://testserver/r/{full.code}"
    assert told["dct:title"] == {"@value": "Accueillir </script>", "@language": "fr"}
    assert told["dct:issued"] == {"@value": "2020-07", "@type": "xsd:gYearMonth"}
    assert told["dct:publisher"]["foaf:name"] == "Agefiph"
    assert told["dcat:keyword"] == [{"@value": "Emploi", "@language": "fr"}]
    assert told["dct:spatial"][0]["@id"] == "http://testserver/territoires/region/28-normandie/"
    here, elsewhere = told["dcat:distribution"]
    assert here["dcat:downloadURL"] == here["dcat:accessURL"]
    assert here["dcat:downloadURL"]["@id"].startswith("http://testserver/documents/")
    assert here["dcat:mediaType"]["@id"].endswith("/application/pdf") and here["dcat:byteSize"] == 8
    assert elsewhere["dcat:accessURL"] == {"@id": "https://example.org/x"} and "dcat:downloadURL" not in elsewhere
    assert {file["dct:license"]["@id"] for file in (here, elsewhere)} == {Licence.BY.url}


def test_every_prefix_is_declared(client: Client, full: ResourcePage) -> None:
    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | set().union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    catalogue = read(client)
    declared = catalogue.pop("@context")
    assert {name.partition(":")[0] for name in names(catalogue) if not name.startswith("@")} <= set(declared)


def test_what_is_withdrawn_gives_no_file(client: Client, full: ResourcePage) -> None:
    full.status = "retire"
    full.save()
    assert "dcat:distribution" not in read(client)["dcat:dataset"][0]


def test_what_is_not_public_is_not_told(client: Client, resource: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    resource(live=False)
    PageViewRestriction.objects.create(page=resource(), restriction_type=PageViewRestriction.LOGIN)
    assert read(client)["dcat:dataset"] == []
    monkeypatch.setattr(dcat, "catalogued", ResourcePage.objects.all)
    assert len(read(client)["dcat:dataset"]) == 2


def test_it_costs_the_same_whatever_there_is(client: Client, full: ResourcePage, resource: Make) -> None:
    def cost() -> int:
        for _once in range(2):  # what a process reads once an edition is read here; the first reader makes the settings
            read(client)
        with CaptureQueriesContext(connection) as queries:
            read(client)
        return len(queries)

    few = cost()
    for _number in range(5):
        resource(publisher=OrganisationFactory(), territories=[TerritoryFactory()])
    assert cost() == few


def test_it_is_sent_in_parts_to_caches_and_to_any_site(client: Client, full: ResourcePage) -> None:
    answer = client.get(ADDRESS)
    assert answer.streaming
    assert (answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) == ("public, max-age=300", "*")
    assert client.head(ADDRESS).getvalue() == b""


def test_the_library_leads_to_it(client: Client, founding: None) -> None:
    page = BeautifulSoup(client.get("/ressources/").content, "html.parser")
    assert page.head.find("link", type="application/ld+json")["href"] == ADDRESS
    links = {link["href"] for link in page.find(id="reutiliser").parent.find_all("a")}
    assert links == {ADDRESS, "/oai?verb=Identify"}


PCTI = "Documents sur les pôles de compétences territorialisés"
TOOL = "Outil de suivi partagé des parcours"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("", {PCTI, TOOL}),
        ("?theme=insertion-milieu-ordinaire", {PCTI}),
        ("?territoire=departement-50", {PCTI}),
        ("?territoire=departement-50&theme=cooperation-acteurs", {PCTI}),
        ("?territoire=departement-50&theme=milieu-protege-milieu-ordinaire", set()),
    ],
)
def test_the_list_has_a_feed_of_its_own(client: Client, founding: None, filters: str, expected: set[str]) -> None:
    """The feed is that of search: it holds what the list does, for the same filters."""
    page = BeautifulSoup(client.get(f"/ressources/{filters}").content, "html.parser")
    feed = client.get(page.head.find("link", type="application/atom+xml")["href"])
    assert {title.text for title in fromstring(feed.content).iterfind(f"{ATOM}entry/{ATOM}title")} == expected
    assert {title for title in (PCTI, TOOL) if title in page.main.text} == expected
