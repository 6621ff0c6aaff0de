"""Good files of strange pages: what cannot be here is left out, with its reason; the rest arrives."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from cms.blocks import TEXT_FEATURES
from cms.copies.fates import Fate
from cms.copies.whitelisting import cleaned
from cms.models import ContentPage, HomePage
from cms.models.runs import RunState

from .files import changed, exported, imported, page_below, reasons, text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"type": "cms.unknownpage"}, "genre de page n’existe pas"),
        ({"type": "accounts.user"}, "genre de page n’existe pas"),
        ({"type": "wagtailcore.page"}, "genre de page n’existe pas"),
        ({"locale": "xx"}, "langue n’est pas ouverte"),
        ({"type": "network.projectpage"}, "n’a pas sa place"),
        ({"values": {"title": "   "}}, "pas de titre"),
        ({"values": {"title": ["x"]}}, "pas de titre"),
    ],
)
def test_pages_that_cannot_be_here(path: Path, home: HomePage, values: dict[str, Any], words: str) -> None:
    before = Page.objects.count()
    run = imported(changed(path, lambda told: told["pages"][0].update(values)), home)
    assert run.state == RunState.DONE and run.counts[Fate.REFUSED] == 1 and words in reasons(run)
    assert Page.objects.count() == before


def test_what_is_below_a_refused_page_is_too(home: HomePage, tmp_path: Path) -> None:
    page = page_below(home)
    page_below(page, "Dessous")
    path = changed(exported(page, tmp_path), lambda told: told["pages"][0].update(type="cms.unknownpage"))
    page.delete()
    assert imported(path, home).counts == {Fate.READ: 2, Fate.REFUSED: 2}


def test_an_unknown_block_is_left_out_and_its_words_are_told(path: Path, home: HomePage) -> None:
    block = {"type": "carousel", "value": {"slides": [{"text": "<p>Mots à garder</p>"}]}}
    path = changed(path, lambda told: told["pages"][0]["values"]["body"].insert(0, block))
    run = imported(path, home)
    told = next(line for line in run.told if line["reason"])
    assert "carousel" in told["reason"] and told["value"] == "Mots à garder"
    assert [block.block_type for block in ContentPage.objects.get().body] == ["text", "heading"]


@pytest.mark.parametrize(
    "value",
    [5, None, "x", {}, [{"type": "text"}], [1], [{"type": "text", "value": []}], [{"type": "figure", "value": 3}]],
)
def test_values_of_a_wrong_type_are_left_out(path: Path, home: HomePage, value: Any) -> None:
    run = imported(changed(path, lambda told: told["pages"][0]["values"].update(body=value)), home)
    assert run.state == RunState.DONE and run.counts[Fate.CREATED] == 1
    assert len(ContentPage.objects.get().body) == 0 and run.counts[Fate.REMARK] == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [({"summary": "x" * 500}, "En bref"), ({"seo_title": 5}, "titre"), ({"show_in_menus": "peut-être"}, "menu")],
)
def test_values_that_a_form_would_refuse(path: Path, home: HomePage, values: dict[str, Any], field: str) -> None:
    run = imported(changed(path, lambda told: told["pages"][0]["values"].update(values)), home)
    told = next(line for line in run.told if line["fate"] == Fate.REMARK)
    assert field.lower() in told["field"].lower() and told["reason"] and ContentPage.objects.get().summary == ""


HOSTILE = (
    '<p onclick="x()">Bon<script>alert(1)</script><img src=x onerror=alert(1)> <a href="javascript:x()">clic</a></p>'
    '<iframe src="https://example.org"></iframe><h1>Grand</h1><p><a linktype="page" id="1">racine</a></p>'
    '<style>p{}</style><a linktype="unknown" id="3">rien</a><svg><script>x</script></svg>'
)


def test_hostile_html_is_brought_to_what_the_editor_keeps(path: Path, home: HomePage) -> None:
    path = changed(path, lambda told: told["pages"][0]["values"].update(body=[text(HOSTILE)]))
    imported(path, home)
    page = ContentPage.objects.get()
    kept = page.body[0].value.source
    assert "Bon" in kept and "Grand" in kept
    for word in ("script>", "onerror", "onclick", "javascript", "iframe", "<h1", "linktype", "style", "svg"):
        assert word not in kept, kept


PIECES = [
    *["<p>", "</p>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<b>", "</i>", "<br>", "<table>", "<td>", "<!-- "],
    *["x", "&amp;", "<", ">", "<a href='/x'>", "<embed embedtype='image'>"],
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=15))
def test_any_html_is_taken_and_what_is_kept_is_kept_again(db: None, pieces: list[str]) -> None:
    once = cleaned("".join(pieces), TEXT_FEATURES)
    assert unescape(cleaned(once, TEXT_FEATURES)) == unescape(once) and "<table" not in once
