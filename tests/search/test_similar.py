"""« Voir aussi » at the foot of pages."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.models import PageViewRestriction

from network.models import Organisation, ProjectPage
from search.rebuilding import rebuild
from search.similar import similar_to
from tests.support.french import french
from tests.support.sql import recorded_sql

pytestmark = pytest.mark.usefixtures("founding")

PAGES = ["/projets/ser-sip/", "/projets/pcti/", "/annuaire/ars-normandie/", "/annuaire/agefiph/",
         "/ressources/documents-pcti/", "/agenda/colloque-echange-pratiques/"]  # fmt: skip


def section(client: Client, address: str) -> Tag | None:
    answer = client.get(address)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html.parser").select_one("section[aria-labelledby=voir-aussi]")
    assert found is None or isinstance(found, Tag)
    return found


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_to_others_like_it(client: Client, address: str) -> None:
    links = [link["href"] for link in section(client, address).select(".card-title a")]
    assert 1 <= len(links) <= 3 and len(set(links)) == len(links)
    assert address not in links
    assert not any("/glossaire/" in link for link in links)


def test_what_the_page_already_lists_is_not_repeated(client: Client) -> None:
    page = BeautifulSoup(client.get("/projets/pcti/").content, "html.parser")
    cards = [link["href"] for link in page.select(".card-title a")]
    assert "/ressources/documents-pcti/" in cards
    assert len(cards) == len(set(cards))


@pytest.mark.parametrize("address", PAGES)
def test_without_an_index_the_page_is_whole_without_it(
    client: Client, settings: Settings, tmp_path: Path, address: str
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
    assert section(client, address) is None


def test_it_costs_no_sql(founding: None) -> None:
    project, organisation = french(ProjectPage, slug="pcti"), Organisation.objects.get(slug="agefiph")
    with recorded_sql() as statements:
        assert similar_to(project) and similar_to(organisation)
    assert statements == []


def test_an_object_not_saved_yet_resembles_nothing(founding: None) -> None:
    assert similar_to(ProjectPage(title="Insertion professionnelle")) == []


def test_what_is_not_public_is_never_similar(settings: Settings, tmp_path: Path, founding: None) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "own"
    rebuild()
    pcti = french(ProjectPage, slug="pcti")
    hit = next(hit for hit in similar_to(pcti) if hit.kind == "project")
    found = ProjectPage.objects.get(pk=hit.id.partition(":")[2])
    PageViewRestriction.objects.create(page=found, restriction_type=PageViewRestriction.LOGIN)
    rebuild()
    assert hit.id not in [other.id for other in similar_to(pcti)]
    assert similar_to(found) == []
