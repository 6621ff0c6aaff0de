"""What is read once an edition: never older than the database, on any process."""

import pytest
from django.db import transaction
from django.test import Client

from cms.models import GlossaryTerm, SiteSettings
from editions import memory
from editions.models import Change
from search.maintenance import maintain
from tests.support.sql import recorded_sql

pytestmark = pytest.mark.django_db


def terms() -> list[str]:
    return memory.remembered("tests.terms", lambda: list(GlossaryTerm.objects.values_list("term", flat=True)))


def term(name: str) -> GlossaryTerm:
    return GlossaryTerm.objects.create(term=name, slug=name.lower(), expansion="", definition="Une définition.")


def test_is_read_once_until_something_watched_changes() -> None:
    term("UN")
    assert terms() == ["UN"]
    with recorded_sql() as statements:
        assert terms() == ["UN"]
    assert len(statements) == 1  # the mark
    second = term("DEUX")
    assert sorted(terms()) == ["DEUX", "UN"]
    second.delete()
    assert terms() == ["UN"]


def test_what_is_not_watched_is_not_seen_until_somebody_says_so() -> None:
    """The control of all the others: what was read is really kept."""
    term("UN")
    assert terms() == ["UN"]
    GlossaryTerm.objects.update(term="DEUX")
    assert terms() == ["UN"]
    memory.begin()
    assert terms() == ["DEUX"]


def test_what_is_taken_back_was_never_an_edition() -> None:
    term("UN")
    assert terms() == ["UN"]
    with transaction.atomic():
        term("DEUX")
        assert sorted(terms()) == ["DEUX", "UN"]
        transaction.set_rollback(True)
    assert terms() == ["UN"]
    term("TROIS")
    assert sorted(terms()) == ["TROIS", "UN"]


def test_a_request_asks_once_and_sees_what_it_changes() -> None:
    term("UN")
    with memory.one_edition():
        assert terms() == ["UN"]
        with recorded_sql() as statements:
            assert terms() == ["UN"]
        assert not statements
        term("DEUX")
        assert sorted(terms()) == ["DEUX", "UN"]


def test_a_change_committed_late_is_another_edition() -> None:
    Change.objects.create(pk=20)
    known = memory.current()
    Change.objects.create(pk=10)  # Its transaction took its number first, and ended last.
    assert memory.current() != known


def test_each_day_makes_one_row_of_all_and_an_edition_never_seen() -> None:
    seen = set()
    for _ in range(5):
        memory.begin()
        seen.add(memory.current())
    maintain()
    assert Change.objects.count() == 1
    assert memory.current() not in seen


def test_a_visitor_who_invents_hosts_fills_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST_KEPT", 10)
    for number in range(100):
        memory.remembered(("tests", number), lambda: 0)
    assert len(memory._kept) <= 10


@pytest.mark.usefixtures("founding")
def test_a_page_asks_for_the_edition_once(client: Client) -> None:
    client.get("/annuaire/")
    with recorded_sql() as statements:
        client.get("/annuaire/")
    assert sum("editions_change" in statement for statement in statements) == 1


@pytest.mark.usefixtures("founding")
def test_nobody_changes_what_others_are_given() -> None:
    settings = SiteSettings.objects.get()
    SiteSettings.for_site(settings.site).tagline = "changé"
    assert SiteSettings.for_site(settings.site).tagline == settings.tagline != "changé"
