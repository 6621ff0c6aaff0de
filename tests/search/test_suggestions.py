"""What is proposed while typing."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings
from wagtail.models import PageViewRestriction

from network.models import ProjectPage
from search.rebuilding import rebuild
from search.suggesting import LONGEST, MOST, OF_ONE_KIND, suggestions_for

pytestmark = pytest.mark.usefixtures("founding")


def proposed(client: Client, text: str) -> list[dict[str, str]]:
    answer = client.get("/recherche/suggestions/", {"q": text})
    assert answer.status_code == 200
    suggestions: list[dict[str, str]] = answer.json()["suggestions"]
    return suggestions


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("ser-s", "/projets/ser-sip/"),
        ("pcti", "/projets/pcti/"),
        ("saone", "/territoires/departement/71-saone-et-loire/"),
        ("Saône-et", "/territoires/departement/71-saone-et-loire/"),
        ("44", "/territoires/departement/44-loire-atlantique/"),
        ("agence reg", "/annuaire/ars-normandie/"),
        ("colloq", "/agenda/colloque-echange-pratiques/"),
    ],
)
def test_the_beginning_of_words_is_enough(client: Client, text: str, url: str) -> None:
    assert url in [suggestion["url"] for suggestion in proposed(client, text)]


def test_each_says_what_it_is_and_how_many_there_are(client: Client) -> None:
    [only] = proposed(client, "colloque")
    assert only == {
        "title": "Colloque d’échange de pratiques",
        "url": "/agenda/colloque-echange-pratiques/",
        "kind": "Événement",
    }
    answer = client.get("/recherche/suggestions/", {"q": "colloque"})
    assert answer.json()["message"] == "1 suggestion"
    assert client.get("/recherche/suggestions/?q=xyzxyz").json()["message"] == "Aucune suggestion"
    assert "public" in answer["Cache-Control"] and not answer.cookies
    assert client.post("/recherche/suggestions/").status_code in (403, 405)


def kinds(client: Client, query: str) -> set[str]:
    suggestions = client.get(f"/recherche/suggestions/?q=emploi{query}").json()["suggestions"]
    return {suggestion["kind"] for suggestion in suggestions}


def test_only_the_kinds_asked_are_proposed(client: Client) -> None:
    everything = kinds(client, "")
    assert {"Organisation", "Projet"} < everything
    assert kinds(client, "&type=organisation") == {"Organisation"}
    assert kinds(client, "&type=organisation&type=project") == {"Organisation", "Projet"}
    assert kinds(client, "&type=inconnu&type=organisation") == {"Organisation"}
    assert kinds(client, "&type=inconnu") == kinds(client, "&type=%00") == kinds(client, "&type=") == everything


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/", "/recherche/suggestions/"),
        ("/recherche/", "/recherche/suggestions/"),
        ("/annuaire/", "/recherche/suggestions/?type=organisation"),
        ("/ressources/", "/recherche/suggestions/?type=resource"),
    ],
)
def test_each_list_proposes_what_it_holds(client: Client, page: str, address: str) -> None:
    fields = BeautifulSoup(client.get(page).content, "html.parser").select("main input[name=q]")
    assert [field["data-suggestions"] for field in fields] == [address]


def test_there_are_few_and_not_all_of_one_kind(founding: None) -> None:
    found = suggestions_for("emploi")
    assert len(found) == MOST
    assert len({suggestion.kind for suggestion in found}) > 1
    first = found[: OF_ONE_KIND + 1]
    assert len({suggestion.kind for suggestion in first}) > 1


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=" + "a" * (LONGEST + 1), "?q=%22%28", "?autre=1", "?q[]=1"])
def test_nothing_to_go_on_gives_nothing(client: Client, query: str) -> None:
    assert client.get(f"/recherche/suggestions/{query}").json()["suggestions"] == []


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=100))
def test_any_text_has_an_answer(client: Client, text: str) -> None:
    assert len(proposed(client, text.encode("utf-8", "replace").decode())) <= MOST


def test_without_an_index_there_is_none_and_no_error(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
    assert proposed(client, "colloque") == []
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "current.json").write_text("{")
    assert proposed(client, "colloque") == []


def test_what_is_not_public_is_never_proposed(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "own"
    page = ProjectPage.objects.get(slug="pcti", locale__language_code="fr")
    rebuild()
    assert page.get_url() in [suggestion["url"] for suggestion in proposed(client, "pcti")]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    rebuild()
    assert page.get_url() not in [suggestion["url"] for suggestion in proposed(client, "pcti")]
