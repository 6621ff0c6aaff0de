"""Languages are apart in the index; a search says what another one holds."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.models import HomePage
from network.models import ProjectIndexPage, ProjectPage
from search.engines import Engine
from search.rebuilding import rebuild
from tests.support.french import french
from tests.support.translations import translate

pytestmark = pytest.mark.usefixtures("founding")


@pytest.fixture
def simple(portal_engine: Engine, django_capture_on_commit_callbacks: Callable) -> HomePage:
    """The home page of the portal in plain French, where one project is; all of it in an index of this test's own."""
    project = french(ProjectPage, slug="ceaispj")
    for page in (french(HomePage), french(ProjectIndexPage), project):
        with django_capture_on_commit_callbacks(execute=True):
            translate(page, "fr-simple", {project.summary: "Un projet pour les jeunes."})
    rebuild()
    return HomePage.objects.get(locale__language_code="fr-simple")


def elsewhere(client: Client, address: str) -> dict[str, str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return {str(link["hreflang"]): str(link["href"]) for link in page.main.select("a[hreflang]")}


def test_a_search_leads_to_the_same_one_in_another_language(client: Client, simple: HomePage) -> None:
    asked = "?q=ceaispj&type=project"
    assert elsewhere(client, f"/recherche/{asked}") == {
        "fr-simple": f"/fr-simple/recherche/{asked}",
        "en": f"/en/recherche/{asked}",
    }
    found = client.get(f"/fr-simple/recherche/{asked}").context["listing"]
    assert [hit.url for hit in found.page.hits] == ["/fr-simple/projets/ceaispj/"]
    assert elsewhere(client, f"/fr-simple/recherche/{asked}") == {
        "fr": f"/recherche/{asked}",
        "en": f"/en/recherche/{asked}",
    }


def test_nothing_is_said_of_a_language_that_holds_nothing_or_is_closed(client: Client, simple: HomePage) -> None:
    assert "fr-simple" not in elsewhere(client, "/recherche/?q=ceaispj&type=organisation")
    simple.unpublish()
    assert set(elsewhere(client, "/recherche/?q=ceaispj&type=project")) == {"en"}
