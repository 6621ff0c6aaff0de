"""What is searched is counted, without anyone behind it and without slowing anyone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from search import facets, query_log, tally
from search.documents import SearchDocument
from search.engines import Engine
from search.models import SearchLogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(portal_engine: Engine, document: Callable[..., SearchDocument], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(facets._providers, "territory", lambda values: {value: value for value in values})
    portal_engine.write([document(1, title="Emploi à Nantes", territories=("departement-44",))])


def entries() -> dict[tuple[str, str], tuple[int, int]]:
    query_log.tally.write()
    return {(entry.text, entry.territory): (entry.count, entry.results) for entry in SearchLogEntry.objects.all()}


def test_searches_of_a_day_add_up(portal: None, client: Client) -> None:
    for query in ("q=Emploi", "q=emploi", "q=%20EMPLOI&page=1", "q=emploi&page=2", "q=", "", "theme=x"):
        client.get(f"/recherche/?{query}")
    client.get("/recherche/?q=emploi&territoire=departement-71")
    client.get("/recherche/?territoire=departement-44")
    assert entries() == {
        # Page 2 does not exist: the first one was shown again.
        ("emploi", ""): (4, 1),
        ("emploi", "departement-71"): (1, 0),
        ("", "departement-44"): (1, 1),
    }
    client.get("/recherche/?q=emploi")
    assert entries()["emploi", ""] == (5, 1)


def test_what_signed_in_readers_search_is_not_counted(portal: None, client: Client) -> None:
    """Their totals may hold what readers of the reports may not know of."""
    client.force_login(User.objects.create_user("lectrice"))
    client.get("/recherche/?q=emploi")
    assert entries() == {}
    client.logout()
    client.get("/recherche/?q=emploi")
    assert entries() == {("emploi", ""): (1, 1)}


def test_reading_a_page_writes_nothing(portal: None, client: Client, django_assert_max_num_queries) -> None:
    client.get("/recherche/")  # makes what a new portal has not made yet
    with django_assert_max_num_queries(100) as read:
        assert client.get("/recherche/?q=emploi").status_code == 200
    assert not [query for query in read.captured_queries if not query["sql"].startswith("SELECT")]
    assert not SearchLogEntry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Aide camille.canari@exemple.fr emploi", "aide emploi"),
        ("mailto:camille@exemple.fr", ""),
        ("06 12 34 56 78", ""),
        ("appeler +33 (0)6.12.34.56.78 vite", "appeler vite"),
        ("2 84 05 44 109 123 45", ""),
        ("siret 12345678901234", "siret"),
        ("ESAT 44600 Saint-Nazaire", "esat 44600 saint-nazaire"),
        ("loi 2005-102", "loi"),  # seven digits: better lost than kept
        ("loi de 2018", "loi de 2018"),
        ("x" * 200, "x" * 80),
    ],
)
def test_what_could_tell_who_is_taken_away(typed: str, kept: str) -> None:
    assert query_log.cleaned(typed) == kept


def test_no_canary_reaches_the_database(portal: None, client: Client) -> None:
    client.get(
        "/recherche/", {"q": "canari@exemple.fr 06 12 34 56 78"}, REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="canari"
    )
    client.get("/recherche/", {"q": "emploi"}, REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="canari")
    assert list(entries()) == [("emploi", "")]
    [row] = SearchLogEntry.objects.values()
    assert set(row) == {"id", "day", "text", "territory", "results", "count"}


def test_a_database_that_refuses_costs_counts_only(
    portal: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**values: object) -> None:
        raise DatabaseError("database is locked")

    client.get("/recherche/?q=emploi")
    with monkeypatch.context() as patch:
        patch.setattr(SearchLogEntry.objects, "create", refuse)
        assert query_log.tally.write() == 0
    assert client.get("/recherche/?q=emploi").status_code == 200
    assert entries() == {("emploi", ""): (1, 1)}


def test_the_buffer_is_bounded(portal: None, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(tally, "_MOST_WAITING", 2)
    for word in ("un", "deux", "trois", "un"):
        client.get(f"/recherche/?q={word}")
    assert entries() == {("un", ""): (2, 0), ("deux", ""): (1, 0)}


def test_old_counts_are_erased(db: None, settings: Settings) -> None:
    settings.SEARCH_LOG_DAYS = 30
    today = timezone.localdate()
    for age in (30, 31):
        SearchLogEntry.objects.create(day=today - timedelta(days=age), text="canari", results=0, count=1)
    call_command("search_alerts", verbosity=0)
    assert [entry.day for entry in SearchLogEntry.objects.all()] == [today - timedelta(days=30)]
