"""Language versions: the tree is ready for them, and a published one is a page like any other."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, Page

from cms.models import HomePage
from network.models import ProjectIndexPage, ProjectPage
from tests.support.french import french
from tests.support.translations import translate

pytestmark = pytest.mark.usefixtures("founding")


@pytest.fixture
def simple_project(django_capture_on_commit_callbacks: Callable) -> ProjectPage:
    project = french(ProjectPage, slug="ceaispj")
    sentences = {
        project.summary: "Un projet pour les jeunes.",
        "Jeunes sortant d’un institut médico-professionnel (IMPro)": "Des jeunes",
    }
    for page in (french(HomePage), french(ProjectIndexPage), project):
        with django_capture_on_commit_callbacks(execute=True):
            translate(page, "fr-simple", sentences)
    return ProjectPage.objects.get(translation_key=project.translation_key, locale__language_code="fr-simple")


def test_the_three_languages_exist_and_french_is_the_first() -> None:
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"fr", "fr-simple", "en"}
    assert Locale.get_default().language_code == "fr"
    assert set(Page.objects.filter(depth__gt=1).values_list("locale__language_code", flat=True)) == {
        "fr",
        "fr-simple",
        "en",
    }


@pytest.mark.parametrize(
    "path", ["/", "/projets/", "/projets/ceaispj/", "/annuaire/urass/", "/recherche/?q=esat", "/rien/"]
)
def test_a_language_without_pages_sends_back_to_french(client: Client, path: str) -> None:
    HomePage.objects.get(locale__language_code="en").unpublish()
    answer = client.get(f"/en{path}")
    assert (answer.status_code, answer["Location"]) == (302, path)


@pytest.mark.parametrize(
    "path",
    [
        "/annuaire/",
        "/projets/pcti/",
        "/annuaire/urass/",
        "/annuaire/urass/?a=b",
        "/projets/comparer/?projets=pcti",
        "/rien/",
    ],
)
def test_in_an_open_language_what_is_only_in_french_is_shown_in_french(client: Client, path: str) -> None:
    answer = client.get(f"/fr-simple{path}")
    assert (answer.status_code, answer["Location"]) == (302, path)


def test_a_page_without_a_version_is_shown_in_its_own_language(client: Client, simple_project: ProjectPage) -> None:
    answer = client.get("/fr-simple/projets/pcti/")
    assert (answer.status_code, answer["Location"]) == (302, "/projets/pcti/")
    assert client.get("/fr-simple/recherche/").status_code == 200


def test_a_version_keeps_the_facts_and_says_its_own_words(client: Client, simple_project: ProjectPage) -> None:
    assert simple_project.get_url() == "/fr-simple/projets/ceaispj/"
    shown = BeautifulSoup(client.get(simple_project.get_url()).content, "html.parser")
    assert shown.html["lang"] == "fr-simple"
    text = shown.main.get_text(" ", strip=True)
    assert "Un projet pour les jeunes." in text
    assert "Des jeunes" in text
    for fact in ("de 18 à 25 ans", "Fort-de-France", "Agefiph", "31 décembre 2014"):
        assert fact in text


def test_each_version_leads_to_the_other(client: Client, simple_project: ProjectPage) -> None:
    for path, other in (
        ("/projets/ceaispj/", "/fr-simple/projets/ceaispj/"),
        ("/fr-simple/projets/ceaispj/", "/projets/ceaispj/"),
    ):
        languages = BeautifulSoup(client.get(path).content, "html.parser").find(class_="languages")
        assert {a["href"] for a in languages.find_all("a")} == {path, other, "/en/projets/ceaispj/"}
        assert languages.find("a", attrs={"aria-current": True})["href"] == path


def test_the_french_page_is_left_as_it_was(client: Client, simple_project: ProjectPage) -> None:
    text = BeautifulSoup(client.get("/projets/ceaispj/").content, "html.parser").main.get_text(" ", strip=True)
    assert "Un projet pour les jeunes." not in text
    assert "Jeunes sortant d’un institut médico-professionnel (IMPro)" in text


def test_lists_do_not_mix_languages(client: Client, simple_project: ProjectPage) -> None:
    for path, project in (("/projets/", "/projets/ceaispj/"), ("/fr-simple/projets/", "/fr-simple/projets/ceaispj/")):
        listed = BeautifulSoup(client.get(path).content, "html.parser").main.find_all("a", href=re.compile("ceaispj"))
        assert [link["href"] for link in listed] == [project]
    assert len(client.get("/projets/export.json").json()["projets"]) == 5
