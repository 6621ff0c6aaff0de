"""Each verb answers as the protocol says, and its errors are answers too."""

from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction, Site

from accounts.models import User
from cms.models import SiteSettings, Theme
from network.models import TerritoryKind
from resources.catalogue import refresh
from resources.licences import Licence
from resources.models import CatalogueEntry, ResourceIndexPage, ResourcePage
from tests.network.factories import OrganisationFactory, TerritoryFactory
from tests.support.oai import DC, OAI, error_of, texts, valid

Make = Callable[..., ResourcePage]
LIST = "metadataPrefix=oai_dc"


def ask(client: Client, query: str) -> Element:
    answer = client.get(f"/oai?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return valid(answer.content)


def identifier(page: ResourcePage) -> str:
    return f"oai:127.0.0.1:{page.code}"


def found(root: Element) -> list[str]:
    return texts(root, "identifier")


@pytest.fixture
def rich(resource: Make) -> ResourcePage:
    """A resource of which everything is known, and what is hostile in it."""
    region = TerritoryFactory(kind=TerritoryKind.REGION, code="52", name="Pays de la Loire")
    departement = TerritoryFactory(code="44", name="Loire-Atlantique", parent=region)
    page = resource(
        title="Accueillir <b>& aider</b>\x08",
        summary="]]>\x0b<!-- En bref",
        kind="etude",
        date="2020-07",
        authors="Martin, Jean-Pierre; Collectif",
        publisher=OrganisationFactory(name="Agefiph"),
        licence=Licence.BY,
        doi="10.1000/182",
        isbn="2070612759",
        themes=[Theme.objects.create(name="Emploi", slug="emploi")],
        territories=[departement],
    )
    refresh()
    CatalogueEntry.objects.update(datestamp=datetime(2026, 3, 1, 12, tzinfo=UTC))
    return page


def test_identify(client: Client, rich: ResourcePage) -> None:
    SiteSettings.objects.create(site=Site.objects.get(), contact_email="contact@example.org")
    root = ask(client, "verb=Identify")
    assert root.find(f"{OAI}request").text == "http://testserver/oai"
    for name, expected in {
        "repositoryName": "Passerelles",
        "baseURL": "http://testserver/oai",
        "adminEmail": "contact@example.org",
        "earliestDatestamp": "2026-03-01T12:00:00Z",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }.items():
        assert texts(root, name) == [expected]


def test_identify_an_empty_library(client: Client, library: ResourceIndexPage) -> None:
    assert texts(ask(client, "verb=Identify"), "adminEmail") == ["postmaster@127.0.0.1"]


def test_the_formats(client: Client, rich: ResourcePage) -> None:
    for query in ("verb=ListMetadataFormats", f"verb=ListMetadataFormats&identifier={identifier(rich)}"):
        assert texts(ask(client, query), "metadataPrefix") == ["oai_dc"]


def test_the_sets(client: Client, rich: ResourcePage) -> None:
    root = ask(client, "verb=ListSets")
    assert list(zip(texts(root, "setSpec"), texts(root, "setName"), strict=True)) == [
        ("territoire", "Territoires"),
        ("territoire:region-52", "Pays de la Loire (région)"),
        ("territoire:region-52:departement-44", "Loire-Atlantique (44)"),
        ("theme", "Thèmes"),
        ("theme:emploi", "Emploi"),
    ]


def test_a_record(client: Client, rich: ResourcePage) -> None:
    root = ask(client, f"verb=GetRecord&identifier={identifier(rich)}&{LIST}")
    assert found(root) == [identifier(rich)]
    assert texts(root, "datestamp") == ["2026-03-01T12:00:00Z"]
    assert texts(root, "setSpec")[-1] == "theme:emploi"
    dc = {name: texts(root, name, DC) for name in ("title", "creator", "subject", "description", "date", "rights")}
    assert dc == {
        "title": ["Accueillir <b>& aider</b>"],
        "creator": ["Martin, Jean-Pierre", "Collectif"],
        "subject": ["Emploi"],
        "description": ["]]> <!-- En bref"],
        "date": ["2020-07"],
        "rights": [str(Licence.BY.label), Licence.BY.url],
    }
    assert texts(root, "identifier", DC) == [
        *[f"http://testserver/r/{rich.code}", "https://doi.org/10.1000/182", "urn:isbn:2070612759"]
    ]


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
@pytest.mark.parametrize(
    ("selection", "there"),
    [
        ("", True),
        ("&set=theme", True),
        ("&set=theme:emploi", True),
        ("&set=territoire:region-52", True),
        ("&set=territoire:region-52:departement-44", True),
        ("&set=theme:empl", False),
        ("&set=departement-44", False),
        ("&set=rien", False),
        ("&from=2026-03-01", True),
        ("&until=2026-03-01", True),
        ("&from=2026-03-01&until=2026-03-01", True),
        ("&from=2026-03-01T12:00:00Z&until=2026-03-01T12:00:00Z", True),
        ("&from=2026-03-01T12:00:01Z", False),
        ("&until=2026-03-01T11:59:59Z", False),
        ("&from=2026-03-02", False),
        ("&until=2026-02-28", False),
        ("&from=0001-01-01&until=9999-12-31", True),
    ],
)
def test_a_list_is_narrowed(client: Client, rich: ResourcePage, verb: str, selection: str, there: bool) -> None:
    root = ask(client, f"verb={verb}&{LIST}{selection}")
    assert found(root) == ([identifier(rich)] if there else [])
    assert error_of(root) == (None if there else "noRecordsMatch")
    assert bool(texts(root, "title", DC)) is (there and verb == "ListRecords")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=listrecords", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=%00%08<x>", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListIdentifiers&from=2026-01-01", "badArgument"),
        (f"verb=ListRecords&{LIST}&{LIST}", "badArgument"),
        (f"verb=ListRecords&{LIST}&resumptionToken=x", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=2026-13-01", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=2026", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=0000-01-01", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=2026-01-01T24:00:00Z", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=2026-01-01T10:00:00", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=2026-01-01T10:00:00%2B02:00", "badArgument"),
        (f"verb=ListRecords&{LIST}&until=%D9%A2%D9%A0%D9%A2%D9%A6-01-01", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=2026-01-02&until=2026-01-01", "badArgument"),
        (f"verb=ListRecords&{LIST}&from=2026-01-01&until=2026-01-02T00:00:00Z", "badArgument"),
        (f"verb=ListRecords&{LIST}&set=a%20b", "badArgument"),
        (f"verb=ListRecords&{LIST}&set=a::b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=%08", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marcxml", "cannotDisseminateFormat"),
        ("verb=GetRecord&identifier={known}&metadataPrefix=marcxml", "cannotDisseminateFormat"),
        ("verb=GetRecord&identifier={known}", "badArgument"),
        (f"verb=GetRecord&{LIST}", "badArgument"),
        (f"verb=GetRecord&{LIST}&identifier=oai:127.0.0.1:00000000", "idDoesNotExist"),
        (f"verb=GetRecord&{LIST}&identifier=oai:ailleurs.example:{{code}}", "idDoesNotExist"),
        (f"verb=GetRecord&{LIST}&identifier={{code}}", "idDoesNotExist"),
        (f"verb=GetRecord&{LIST}&identifier=%00", "badArgument"),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=eyJ2ZXJiIjoiTGlzdFJlY29yZHMifQ:abc", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badArgument"),
    ],
)
def test_the_errors_of_the_protocol(client: Client, rich: ResourcePage, query: str, code: str) -> None:
    query = query.replace("{known}", identifier(rich)).replace("{code}", rich.code)
    root = ask(client, query)
    assert error_of(root) == code
    assert root.find(f"{OAI}error").text
    assert (root.find(f"{OAI}request").attrib == {}) is (code in ("badVerb", "badArgument"))


def test_an_empty_library_has_no_set_and_no_record(client: Client, library: ResourceIndexPage) -> None:
    assert error_of(ask(client, "verb=ListSets")) == "noSetHierarchy"
    assert error_of(ask(client, f"verb=ListRecords&{LIST}")) == "noRecordsMatch"


def test_post_says_the_same_without_a_token_of_ours(rich: ResourcePage) -> None:
    client = Client(enforce_csrf_checks=True)
    posted = valid(client.post("/oai", {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}).content)
    assert found(posted) == [identifier(rich)]
    assert error_of(valid(client.post("/oai", {}).content)) == "badVerb"
    assert client.put("/oai").status_code == 405


def test_it_is_the_same_for_everyone_and_kept_by_caches(client: Client, rich: ResourcePage) -> None:
    anonymous = client.get(f"/oai?verb=ListIdentifiers&{LIST}")
    client.force_login(User.objects.create_superuser("editrice"))
    signed_in = client.get(f"/oai?verb=ListIdentifiers&{LIST}")
    for answer in (anonymous, signed_in):
        assert answer["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies and "Cookie" not in answer["Vary"]
    assert found(valid(anonymous.content)) == found(valid(signed_in.content))


def unpublish(page: ResourcePage) -> None:
    page.unpublish()


def delete(page: ResourcePage) -> None:
    page.delete()


def restrict(page: ResourcePage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_above(page: ResourcePage) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("leave", [unpublish, delete, restrict, restrict_above], ids=lambda leave: leave.__name__)
@pytest.mark.parametrize("noticed", [True, False])
def test_what_left_is_told_deleted_and_nothing_more(
    client: Client, rich: ResourcePage, leave: Callable[[ResourcePage], None], noticed: bool
) -> None:
    """Even before the background noticed."""
    assert b"Accueillir" in client.get(f"/oai?verb=ListRecords&{LIST}").content
    leave(rich)
    if noticed:
        refresh()
    for query in (f"verb=ListRecords&{LIST}", f"verb=GetRecord&identifier={identifier(rich)}&{LIST}"):
        answer = client.get(f"/oai?{query}")
        root = valid(answer.content)
        assert found(root) == [identifier(rich)]
        assert root.find(f".//{OAI}header").get("status") == "deleted"
        assert b"Accueillir" not in answer.content and not texts(root, "title", DC)


def test_what_was_never_public_does_not_exist(
    client: Client, library: ResourceIndexPage, resource: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, closed = resource(title="Brouillon secret", live=False), resource(title="Réservé secret")
    restrict(closed)

    def told() -> tuple[int, int]:
        refresh()
        listed = client.get(f"/oai?verb=ListRecords&{LIST}").content
        records = [client.get(f"/oai?verb=GetRecord&identifier={identifier(page)}&{LIST}") for page in (draft, closed)]
        return listed.count(b"secret"), sum(answer.content.count(b"secret") for answer in records)

    assert told() == (0, 0)
    # The control: without the rule of what is public, this would be seen.
    for module in ("resources.catalogue.refreshing", "resources.oai.records"):
        monkeypatch.setattr(f"{module}.catalogued", ResourcePage.objects.all)
    assert told() == (2, 2)


arguments = st.sampled_from(["verb", "metadataPrefix", "identifier", "from", "until", "set", "resumptionToken", "x"])
values = st.one_of(
    st.sampled_from(["ListRecords", "GetRecord", "ListSets", "oai_dc", "2026-01-01", "theme"]),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.lists(st.tuples(arguments, values), max_size=5))
def test_any_question_has_a_valid_answer(client: Client, db: None, query: list[tuple[str, str]]) -> None:
    answer = client.get("/oai", query_params=query)
    assert answer.status_code == 200
    valid(answer.content)
