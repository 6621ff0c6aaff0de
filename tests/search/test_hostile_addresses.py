"""Whatever an address says: 200, 400 or 404, quickly."""

import time
from collections.abc import Callable
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from cms.models import ContentPage
from search.engines import get_engine
from search.rebuilding import rebuild

PARAMETERS = [
    "q",
    "type",
    "territoire",
    "theme",
    "public",
    "organisme",
    "annee",
    "autour",
    "rayon",
    "du",
    "au",
    "tri",
    "vue",
    "page",
    "autre",
    "",
]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ['"', "((((", "a AND", "title:", "[* TO *]", "^9", "~2", "\\", "é" * 300, "(a+)+$", "1e9", "-1", "nan"]
    ),
    st.integers().map(str),
    st.dates().map(str),
)


@pytest.fixture
def portal(db: None, portal_engine: object) -> None:
    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=ContentPage(title="Insertion professionnelle", summary="Un accompagnement"))
    rebuild()
    assert get_engine().health().documents


COMMON = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@COMMON
@given(pairs=st.lists(st.tuples(st.sampled_from(PARAMETERS), TEXTS), max_size=8))
def test_any_parameters(portal: None, client: Client, pairs: list[tuple[str, str]]) -> None:
    query_string = urlencode([(name, text.encode("utf-8", "surrogatepass")) for name, text in pairs])
    assert client.get(f"/recherche/?{query_string}").status_code == 200
    assert client.get(f"/recherche/alerte/?{query_string}").status_code in (200, 400)


@COMMON
@given(raw=st.binary(max_size=80))
def test_any_bytes(portal: None, client: Client, raw: bytes) -> None:
    assert client.get("/recherche/", QUERY_STRING=quote_from_bytes(raw, safe="&=%;+")).status_code in (200, 400)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "mot " * 2_500,
        '"' * 10_000,
        "(" * 10_000,
        "\x00" * 500,
        "accompagnemant " * 13,
        "été-" * 60,
        "*:*",
    ],
    ids=["letters", "words", "quotes", "brackets", "nul", "typos", "hyphens", "operators"],
)
@pytest.mark.parametrize("index", ["there", "away"])
def test_the_worst_texts_answer_at_once(
    portal: None, client: Client, lose_index: Callable[[], None], text: str, index: str
) -> None:
    if index == "away":
        lose_index()
    client.get("/recherche/")  # what a process reads once in its life
    for others in ({}, {"vue": "par-type"}, {"type": "page", "annee": "1999", "du": "1999-01-01"}):
        started = time.process_time()
        assert client.get("/recherche/", {"q": text} | others).status_code == 200
        assert time.process_time() - started < 5.0  # 0.2 s of a processor: what would freeze a portal takes minutes


def test_too_many_parameters_are_refused(portal: None, client: Client) -> None:
    assert client.get("/recherche/?" + "&".join(["theme=a"] * 10_001)).status_code == 400
