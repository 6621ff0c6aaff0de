"""From a change in the database to the index: nothing lost, nothing asked twice, publishing never waiting."""

from collections.abc import Callable
from datetime import timedelta
from typing import NoReturn

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import ContentPage, GlossaryPage, GlossaryTerm
from search import indexing, outbox, registry
from search.documents import SearchDocument
from search.draining import Drained, drain
from search.drift import find_drift
from search.engines import Engine, EngineUnavailable
from search.models import OutboxEntry
from search.query import SearchQuery
from search.rebuilding import rebuild
from search.tasks import drain_outbox, request_drain

pytestmark = pytest.mark.django_db


def waiting() -> list[str]:
    return sorted(set(OutboxEntry.objects.values_list("object_key", flat=True)))


def keys(*instances: object) -> list[str]:
    return sorted(registry.object_key(type(instance), instance.pk) for instance in instances)


@pytest.fixture
def home() -> Page:
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def page(home: Page) -> Callable[..., ContentPage]:
    def make(title: str, parent: Page | None = None) -> ContentPage:
        return (parent or home).add_child(instance=ContentPage(title=title))

    return make


@pytest.fixture
def glossary(home: Page) -> GlossaryPage:
    return home.add_child(instance=GlossaryPage(title="Glossaire"))


@pytest.fixture
def quiet() -> Callable[[], None]:
    """Forgets what the preparation of the test recorded."""

    def forget() -> None:
        OutboxEntry.objects.all().delete()
        connection.run_on_commit = []

    return forget


def test_saving_and_deleting_are_recorded(glossary: GlossaryPage, quiet: Callable[[], None]) -> None:
    quiet()
    created = term("RQTH")
    [key] = keys(created)
    assert waiting() == [key]
    quiet()
    created.delete()
    assert waiting() == [key]


def test_an_object_that_nobody_declared_is_not_recorded(quiet: Callable[[], None]) -> None:
    quiet()
    Site.objects.create(hostname="autre", root_page=Page.objects.order_by("pk")[0])
    assert waiting() == []


def requests_to_come() -> int:
    """How many drains will be requested when the current transaction commits."""
    return sum(waiting[1] is request_drain for waiting in connection.run_on_commit)


def commit() -> None:
    """What a commit does besides keeping what was written."""
    callbacks, connection.run_on_commit = connection.run_on_commit, []
    for callback in callbacks:
        callback[1]()


def asked() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(task_path=drain_outbox.module_path)


def term(name: str) -> GlossaryTerm:
    return GlossaryTerm.objects.create(term=name, slug=name.lower())


def undone(name: str) -> None:
    """A term whose transaction (or savepoint) is rolled back."""
    with pytest.raises(RuntimeError, match="rolled back"):
        _save_and_fail(name)


def _save_and_fail(name: str) -> None:
    with transaction.atomic():
        term(name)
        raise RuntimeError("rolled back")


def test_a_change_undone_leaves_no_entry_and_asks_nothing(quiet: Callable[[], None]) -> None:
    quiet()
    undone("RQTH")
    assert waiting() == []
    assert requests_to_come() == 0


def test_a_savepoint_undone_does_not_take_the_others_request_with_it(quiet: Callable[[], None]) -> None:
    quiet()
    undone("A")
    kept = term("B")
    undone("C")
    assert waiting() == keys(kept)
    assert requests_to_come() == 1


def test_a_burst_of_saves_asks_for_one_drain(quiet: Callable[[], None]) -> None:
    quiet()
    for number in range(30):  # as many transactions
        term(f"T{number}")
        commit()
    for number in range(30):  # in one
        term(f"U{number}")
    assert requests_to_come() == 1
    commit()
    assert len(waiting()) == 60
    assert asked().count() == 1
    # One that has begun may have read the outbox already: the next save asks again.
    asked().update(status=TaskResultStatus.RUNNING)
    term("V")
    commit()
    assert asked().count() == 2


def test_publishing_and_unpublishing_are_recorded(page: Callable[..., ContentPage], quiet: Callable[[], None]) -> None:
    child = page("Mentions")
    assert keys(child)[0] in waiting()
    for change in (lambda: child.save_revision().publish(), lambda: Page.objects.get(pk=child.pk).unpublish()):
        quiet()
        change()
        assert waiting() == keys(child)


def test_moving_a_page_records_everything_below(page: Callable[..., ContentPage], quiet: Callable[[], None]) -> None:
    here, there = page("Ici"), page("Là")
    below = page("Dessous", page("Milieu", here))
    quiet()
    Page.objects.get(pk=here.pk).move(there, pos="last-child")
    assert waiting() == keys(here, below.get_parent().specific, below)


def test_a_new_slug_records_everything_below(page: Callable[..., ContentPage], quiet: Callable[[], None]) -> None:
    here = page("Ici")
    below = page("Dessous", here)
    quiet()
    here.slug = "ailleurs"
    here.save()
    assert waiting() == keys(here, below)


def test_deleting_a_page_records_everything_below(page: Callable[..., ContentPage], quiet: Callable[[], None]) -> None:
    here = page("Ici")
    below = page("Dessous", here)
    expected = keys(here, below)
    quiet()
    Page.objects.get(pk=here.pk).delete()
    assert waiting() == expected


def test_a_restriction_records_what_it_closes_and_reopens(
    page: Callable[..., ContentPage], quiet: Callable[[], None], portal_engine: Engine
) -> None:
    here = page("Ici")
    below = page("Dessous", here)
    drain()
    assert portal_engine.search(SearchQuery(text="dessous")).total == 1
    restriction = PageViewRestriction.objects.create(page=here, restriction_type=PageViewRestriction.LOGIN)
    assert waiting() == keys(here, below)
    drain()
    assert portal_engine.search(SearchQuery(text="dessous")).total == 0
    assert portal_engine.search(SearchQuery(text="dessous", audience=("signed-in",))).total == 1
    restriction.restriction_type = PageViewRestriction.PASSWORD
    restriction.save()
    drain()
    assert portal_engine.health().documents == 0
    restriction.delete()
    drain()
    assert portal_engine.search(SearchQuery(text="dessous")).total == 1


def test_the_groups_of_a_restriction_record_what_it_closes(
    page: Callable[..., ContentPage], quiet: Callable[[], None]
) -> None:
    here = page("Ici")
    below, one, other = page("Dessous", here), Group.objects.create(name="Un"), Group.objects.create(name="Autre")
    restriction = PageViewRestriction.objects.create(page=here, restriction_type=PageViewRestriction.GROUPS)
    changes = [
        lambda: restriction.groups.set([one]),
        lambda: restriction.groups.set([other]),
        lambda: restriction.groups.clear(),
        lambda: one.pageviewrestriction_set.add(restriction),
        lambda: one.pageviewrestriction_set.clear(),
        lambda: other.pageviewrestriction_set.set([restriction]),
        lambda: other.pageviewrestriction_set.remove(restriction),
        lambda: restriction.groups.add(one, other),
        one.delete,
    ]
    for change in changes:
        quiet()
        change()
        assert waiting() == keys(here, below)
    quiet()
    other.save()
    Group.objects.create(name="Sans rapport").delete()
    assert waiting() == []


def test_a_restriction_closes_the_aliases_of_its_page(
    home: Page, page: Callable[..., ContentPage], quiet: Callable[[], None]
) -> None:
    here = page("Ici")
    alias = here.create_alias(update_slug="ailleurs")
    quiet()
    PageViewRestriction.objects.create(page=here, restriction_type=PageViewRestriction.LOGIN)
    assert waiting() == keys(here, alias)


def test_a_page_moved_below_a_restriction_is_closed(page: Callable[..., ContentPage], portal_engine: Engine) -> None:
    closed, here = page("Réserve"), page("Ici")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    drain()
    assert portal_engine.search(SearchQuery(text="ici")).total == 1
    Page.objects.get(pk=here.pk).move(Page.objects.get(pk=closed.pk), pos="last-child")
    drain()
    assert portal_engine.search(SearchQuery(text="ici")).total == 0
    assert portal_engine.search(SearchQuery(text="ici", audience=("signed-in",))).total == 1


def test_draining_writes_removes_and_forgets(glossary: GlossaryPage, portal_engine: Engine) -> None:
    kept, gone = term("RQTH"), term("ESAT")
    drain()
    assert waiting() == []
    assert portal_engine.search(SearchQuery(text="esat")).total == 1
    kept.term = "PMSMP"
    kept.save()
    gone.delete()
    assert drain().waiting == 0
    assert portal_engine.search(SearchQuery(text="pmsmp")).total == 1
    assert portal_engine.search(SearchQuery(text="esat")).total == 0
    assert portal_engine.search(SearchQuery(text="rqth")).total == 0


def test_what_is_changed_without_signals_can_be_recorded(glossary: GlossaryPage, portal_engine: Engine) -> None:
    changed = term("RQTH")
    drain()
    GlossaryTerm.objects.filter(pk=changed.pk).update(term="PMSMP")
    assert drain() == Drained(acknowledged=0, waiting=0)
    outbox.record(GlossaryTerm, [changed.pk, changed.pk])
    assert drain() == Drained(acknowledged=1, waiting=0)
    assert portal_engine.search(SearchQuery(text="pmsmp")).total == 1


def test_entries_stay_while_the_engine_fails(
    glossary: GlossaryPage, portal_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain()
    created = term("RQTH")

    def refuse(*args: object) -> bool:
        raise EngineUnavailable("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(type(portal_engine), "write", refuse)
        assert drain() == Drained(acknowledged=0, waiting=1)
        assert waiting() == keys(created)
    assert drain() == Drained(acknowledged=1, waiting=0)
    assert portal_engine.search(SearchQuery(text="rqth")).total == 1


@pytest.mark.parametrize("moment", ["before the index took them", "before they were forgotten"])
def test_entries_survive_a_worker_killed_among_them(
    glossary: GlossaryPage, portal_engine: Engine, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    class Killed(BaseException):
        """What nothing catches."""

    def die(*args: object) -> NoReturn:
        raise Killed

    created = [term(name) for name in ("RQTH", "ESAT")]
    place, name = (type(portal_engine), "write") if moment == "before the index took them" else (QuerySet, "delete")
    with monkeypatch.context() as patch:
        patch.setattr(place, name, die)
        with pytest.raises(Killed):
            drain()
    assert set(keys(*created)) <= set(waiting())
    drain()
    assert waiting() == []
    assert find_drift().keys == []
    assert portal_engine.search(SearchQuery(text="rqth")).total == 1


def test_entries_stay_until_a_rebuild_under_way_ends(
    glossary: GlossaryPage, portal_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain()
    seen: list[object] = []

    def while_rebuilding(done: int, total: int) -> None:
        if not seen:
            term("RQTH")
            seen.append(drain())
            seen.append(portal_engine.search(SearchQuery(text="rqth")).total)

    rebuild(while_rebuilding)
    assert seen == [Drained(acknowledged=0, waiting=1), 1]
    assert drain() == Drained(acknowledged=1, waiting=0)
    assert portal_engine.search(SearchQuery(text="rqth")).total == 1


def test_one_object_that_cannot_be_described_does_not_hold_the_others(
    glossary: GlossaryPage, portal_engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    drain()
    broken, fine = term("RQTH"), term("ESAT")
    describe_one = indexing.documents_of

    def fail_on_one(source: registry.Source, instance: object) -> list[SearchDocument] | None:
        return None if instance == broken else describe_one(source, instance)

    monkeypatch.setattr(indexing, "documents_of", fail_on_one)
    assert drain() == Drained(acknowledged=1, waiting=1)
    assert waiting() == keys(broken)
    assert portal_engine.search(SearchQuery(text="esat")).hits[0].id == keys(fine)[0]


def test_a_refused_drain_is_tried_again_later_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.tasks.drain", lambda: Drained(acknowledged=0, waiting=3))
    for attempt in (0, 1, 2):
        assert drain_outbox.func(attempt=attempt) == {"acknowledged": 0, "waiting": 3}
    [retry] = asked()
    assert timedelta(seconds=3) < retry.run_after - timezone.now() <= timedelta(seconds=5)
    assert retry.args_kwargs["kwargs"] == {"attempt": 1}
    # A retry for later does not delay a change made now.
    request_drain()
    request_drain()
    assert asked().count() == 2
