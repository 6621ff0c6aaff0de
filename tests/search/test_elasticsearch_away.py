"""Elasticsearch that refuses, says nothing or is slow: visitors wait once, briefly; publishing never waits."""

import time
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.models import Site

from cms.models import ContentPage
from search.draining import drain
from search.engines import EngineUnavailable
from search.engines.elasticsearch import ElasticsearchEngine, connection
from search.models import OutboxEntry
from search.query import SearchQuery
from tests.support.away import black_hole, nobody

# What is promised is 1.5 s once, then 0.05 s; tests share their machine.
ONCE, THEN = 4.0, 1.2


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    with pytest.raises(EngineUnavailable):
        call()
    return time.perf_counter() - started


def asked_three_times(node: str) -> list[float]:
    engine = ElasticsearchEngine([node], "tests-away", synonyms=tuple)
    return [seconds(lambda: engine.search(SearchQuery(text="stage"))) for _time in range(3)]


def test_a_refused_port_is_known_at_once() -> None:
    assert max(asked_three_times(nobody())) < THEN


def test_a_black_hole_is_waited_for_once() -> None:
    with black_hole() as node:
        first, *others = asked_three_times(node)
    assert first < ONCE
    assert max(others) < THEN


def test_without_the_breaker_everyone_would_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.Breaker, "pass_or_refuse", lambda self: None)
    with black_hole() as node:
        assert min(asked_three_times(node)) >= connection.PATIENCE


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["refused", "black hole"])
def test_the_portal_goes_on(settings: Settings, client: Client, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "WORKER_PATIENCE", 0.5)
    with black_hole() as node:
        settings.ELASTICSEARCH_URL = [node if kind == "black hole" else nobody()]
        started = time.perf_counter()
        root = Site.objects.get(is_default_site=True).root_page
        page = root.add_child(instance=ContentPage(title="Accompagnement"))
        page.save_revision().publish()
        assert time.perf_counter() - started < connection.PATIENCE
        answer = client.get("/recherche/?q=accompagnement")
        assert answer.status_code == 200
        assert "au ralenti" in answer.content.decode() and "Accompagnement" in answer.content.decode()
        assert client.get("/recherche/suggestions/?q=acc").json()["suggestions"] == []
        drained = drain()
        assert drained.acknowledged == 0 and drained.waiting == OutboxEntry.objects.count() > 0
