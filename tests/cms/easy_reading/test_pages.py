"""What a simple version has of its own for its readers."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from cms.easy_reading.lines import one_a_line
from network.models import ProjectPage


def shown(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def paragraph(page: BeautifulSoup, beginning: str) -> Tag:
    return next(p for p in page.main.find_all("p") if p.get_text().strip().startswith(beginning))


def test_a_sentence_begins_a_line(client: Client, simple: ProjectPage) -> None:
    text = paragraph(shown(client, simple.url), "Ce service s’appelle le SER-SIP.")
    lines = [line.strip() for line in text.get_text("\n").replace("\n.", ".").splitlines() if line.strip()]
    assert len(text.find_all("br")) == 6
    assert "Il les aide à le garder." in lines


def test_the_whole_text_is_left_as_it_is(client: Client, standard: ProjectPage) -> None:
    page = shown(client, standard.url)
    assert not paragraph(page, "Le SER-SIP est un dispositif").find_all("br")
    assert page.find(class_="reading-state") is None


def test_a_simple_version_leads_to_the_whole_text(client: Client, simple: ProjectPage, standard: ProjectPage) -> None:
    link = shown(client, simple.url).find(class_="reading-state").a
    assert (link["href"], link["hreflang"]) == (standard.url, "fr")


def test_sections_without_a_simple_version_stay_within_reach(client: Client, simple: ProjectPage) -> None:
    menu = shown(client, simple.url).find(class_="site-nav")
    links = {a["href"]: a.get("hreflang") for a in menu.find_all("a")}
    assert links["/fr-simple/projets/"] is None
    assert links["/annuaire/"] == "fr"
    assert "/projets/" not in links
    footer = shown(client, simple.url).find(class_="footer-menu")
    assert footer.find("a", href="/contact/")["lang"] == "fr"


def test_the_french_menus_name_no_language(client: Client, standard: ProjectPage) -> None:
    links = shown(client, standard.url).find(class_="site-nav").find_all("a")
    assert links and not any(a.get("hreflang") for a in links)


def test_the_quotation_is_word_for_word(client: Client, founding: None) -> None:
    whole = shown(client, "/projets/expertises-partagees/").find(class_="quote").get_text(" ", strip=True)
    simple = shown(client, "/fr-simple/projets/expertises-partagees/").find(class_="quote")
    quoted = re.search(r"Le parti pris est toujours[^.]*\.", simple.get_text(" ", strip=True))
    assert quoted is not None
    assert " ".join(quoted[0].split()) in " ".join(whole.split())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Un. Deux.</p>", "<p>Un.<br>Deux.</p>"),
        ("<p>Un <b>mot. Deux</b>.</p>", "<p>Un <b>mot.<br>Deux</b>.</p>"),
        ("<h2>Un. Deux.</h2>", "<h2>Un. Deux.</h2>"),
        ('<a href="/a. B">Un. Deux.</a>', '<a href="/a. B">Un. Deux.</a>'),
        ('<p title="Un. Deux.">Trois</p>', '<p title="Un. Deux.">Trois</p>'),
        ("<p>M. Durand</p>", "<p>M. Durand</p>"),
    ],
    ids=["paragraph", "inside bold", "heading", "link", "attribute", "abbreviation"],
)
def test_only_prose_is_cut_into_lines(html: str, expected: str) -> None:
    assert one_a_line(html) == expected
