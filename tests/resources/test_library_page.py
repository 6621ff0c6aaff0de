"""The page of the library: what narrows it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from resources.models import ResourceKind
from search.draining import drain

from .factories import ResourcePageFactory, library

pytestmark = pytest.mark.usefixtures("founding")


@pytest.fixture
def several_kinds(founding: None) -> None:
    for kind in (ResourceKind.GUIDE, ResourceKind.STUDY):
        ResourcePageFactory(parent=library(), title=f"Un document : {kind}", kind=kind)
    drain()


def titles(client: Client, query: str) -> list[str]:
    page = BeautifulSoup(client.get(f"/ressources/{query}").content, "html.parser")
    return [title.get_text(strip=True) for title in page.select("main .card h2, main .card h3")]


@pytest.mark.usefixtures("several_kinds")
def test_the_genre_of_documents_is_a_filter_with_its_name_and_its_number(client: Client) -> None:
    page = BeautifulSoup(client.get("/ressources/").content, "html.parser")
    choice = page.find("input", {"name": "genre", "value": "guide"})
    assert choice and choice.parent.get_text(" ", strip=True) == "Guide (1)"
    assert any("Genre de document" in summary.get_text() for summary in page.find_all("summary"))


@pytest.mark.usefixtures("several_kinds")
def test_a_genre_narrows_the_list_and_is_taken_away(client: Client) -> None:
    assert len(titles(client, "")) == 4
    assert titles(client, "?genre=guide") == ["Un document : guide"]
    assert set(titles(client, "?genre=guide&genre=etude")) == {"Un document : guide", "Un document : etude"}
    page = BeautifulSoup(client.get("/ressources/?genre=guide").content, "html.parser")
    assert any("Guide" in link.get_text() for link in page.find_all("a", href="/ressources/"))


def test_a_genre_that_does_not_exist_chooses_nothing_and_is_said(client: Client) -> None:
    assert titles(client, "?genre=zzz") == titles(client, "")
    assert "Genre de document" in client.get("/ressources/?genre=zzz").content.decode()
