"""A closed page of the library is told of nowhere: not by its lists, not by what it uses, not by the site map.

Each place is looked at with the protection on, then off: a test that could not see a leak fails.
"""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cms.models import PublicPageQuerySet
from editions import memory
from resources.models import ReadingListEntry, ReadingListPage, ResourcePage
from tests.support.french import french
from tests.support.sql import recorded_sql

from .factories import ResourcePageFactory, library

pytestmark = pytest.mark.usefixtures("founding")

TITLES = {"list": "Dossier des apprentis", "resource": "Guide des apprentis"}


@pytest.fixture
def resource(founding: None) -> ResourcePage:
    page: ResourcePage = ResourcePageFactory(parent=library(), title=TITLES["resource"], slug="guide")
    return page


@pytest.fixture
def reading_list(resource: ResourcePage) -> ReadingListPage:
    shelf: Any = library().add_child(instance=ReadingListPage(title=TITLES["list"], slug="dossier"))
    shelf.entries = [ReadingListEntry(resource=resource, note="À lire d’abord.")]
    shelf.save_revision().publish()
    return shelf


def links(client: Client, address: str, part: str = "main") -> set[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return {str(link["href"]) for link in page.select(f"{part} a[href]")}


def close(page: Page, how: str) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=how, password="motdepasse")


TOLD = {
    "list on the library": ("dossier", "/ressources/"),
    "list on what it recommends": ("dossier", "/ressources/guide/"),
    "list on the site map": ("dossier", "/plan-du-site/"),
    "resource on a list": ("guide", "/ressources/dossier/"),
    "resource on the site map": ("guide", "/plan-du-site/"),
}


@pytest.mark.usefixtures("reading_list")
@pytest.mark.parametrize("how", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
@pytest.mark.parametrize(("slug", "address"), TOLD.values(), ids=TOLD.keys())
def test_what_is_closed_is_told_nowhere(
    slug: str, address: str, how: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f"/ressources/{slug}/"
    assert told in links(client, address)
    close(french(Page, slug=slug), how)
    assert told not in links(client, address)
    monkeypatch.setattr(PublicPageQuerySet, "public", lambda pages: pages)
    memory.forget()
    assert told in links(client, address), "what is looked for can be found"


@pytest.mark.usefixtures("reading_list")
@pytest.mark.parametrize(("slug", "address"), TOLD.values(), ids=TOLD.keys())
def test_a_draft_is_told_nowhere(slug: str, address: str, client: Client) -> None:
    assert f"/ressources/{slug}/" in links(client, address)
    french(Page, slug=slug).unpublish()
    assert f"/ressources/{slug}/" not in links(client, address)


def test_a_project_that_closes_no_longer_says_what_it_uses(client: Client) -> None:
    project, used_in = "/projets/pcti/", "[aria-labelledby=utilise]"
    assert project in links(client, "/ressources/documents-pcti/", used_in)
    close(french(Page, slug="pcti"), PageViewRestriction.LOGIN)
    assert project not in links(client, "/ressources/documents-pcti/", used_in)


def test_a_closed_section_closes_what_is_below_it_at_once(client: Client) -> None:
    assert client.get("/ressources/documents-pcti/").status_code == 200
    close(library(), PageViewRestriction.LOGIN)
    for address in ("/ressources/", "/ressources/documents-pcti/"):
        assert client.get(address).status_code == 302


def test_a_section_renamed_is_found_where_it_is_now(client: Client) -> None:
    assert client.get("/ressources/documents-pcti/").status_code == 200
    section = library().specific
    section.slug = "bibliotheque"
    section.save_revision().publish()
    assert client.get("/bibliotheque/documents-pcti/").status_code == 200
    assert client.get("/ressources/documents-pcti/").status_code == 404


@pytest.mark.usefixtures("reading_list")
def test_how_many_uses_there_are_does_not_change_the_cost(client: Client, resource: ResourcePage) -> None:
    def cost() -> int:
        client.get("/ressources/guide/")
        with recorded_sql() as statements:
            client.get("/ressources/guide/")
        return len(statements)

    before = cost()
    for number in range(3):
        shelf = library().add_child(instance=ReadingListPage(title=f"Autre {number}", slug=f"autre-{number}"))
        shelf.entries = [ReadingListEntry(resource=resource)]
        shelf.save_revision().publish()
    assert {f"/ressources/autre-{number}/" for number in range(3)} <= links(client, "/ressources/guide/")
    assert cost() == before
