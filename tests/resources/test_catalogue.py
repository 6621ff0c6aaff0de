"""What the catalogue remembers of what the library gave."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageViewRestriction

from cms.models import HomePage, Theme
from network.models import Territory, TerritoryKind
from resources.catalogue import Refreshed, refresh, tasks
from resources.models import CatalogueEntry, ResourceIndexPage, ResourcePage
from tests.network.factories import OrganisationFactory, TerritoryFactory
from tests.support.french import french

Make = Callable[..., ResourcePage]
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING = Refreshed(0, 0, 0)


@pytest.fixture
def remembered(resource: Make) -> ResourcePage:
    """A resource that the catalogue has known for long."""
    page = resource(title="Guide de l’employeur")
    refresh()
    CatalogueEntry.objects.update(datestamp=LONG_AGO)
    connection.run_on_commit = []  # As if it were committed.
    return page


def entry_of(page: ResourcePage) -> CatalogueEntry:
    return CatalogueEntry.objects.get(code=page.code)


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_what_is_public_enters_and_what_is_not_does_not(library: ResourceIndexPage, resource: Make) -> None:
    public, draft, closed = resource(), resource(live=False), resource()
    restrict(closed)
    assert refresh() == Refreshed(came=1, changed=0, left=0)
    entry = CatalogueEntry.objects.get()
    assert (entry.code, entry.page, entry.deleted) == (public.code, public, False)
    assert (entry.datestamp.microsecond, draft.live) == (0, False)


def test_nothing_is_written_when_nothing_changed(remembered: ResourcePage) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert refresh() == NOTHING
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert entry_of(remembered).datestamp == LONG_AGO


def unpublish(page: ResourcePage) -> None:
    page.unpublish()


def delete(page: ResourcePage) -> None:
    page.delete()


def close(page: ResourcePage) -> None:
    restrict(page)


def close_above(page: ResourcePage) -> None:
    restrict(page.get_parent())


def move_below_what_is_closed(page: ResourcePage) -> None:
    elsewhere = page.get_parent().get_parent().add_child(instance=ResourceIndexPage(title="Réserve", slug="reserve"))
    restrict(elsewhere)
    page.move(elsewhere, pos="last-child")


every_departure = pytest.mark.parametrize(
    "leave", [unpublish, delete, close, close_above, move_below_what_is_closed], ids=lambda leave: leave.__name__
)


@every_departure
def test_what_leaves_is_remembered_with_the_moment(
    remembered: ResourcePage, leave: Callable[[ResourcePage], None]
) -> None:
    leave(remembered)
    ResourcePage.objects.filter(code=remembered.code).update(title="Ce que le public n’a pas lu")
    assert refresh() == Refreshed(came=0, changed=0, left=1)
    entry = entry_of(remembered)
    assert entry.deleted and entry.datestamp > LONG_AGO
    assert entry.title == "Guide de l’employeur"
    assert refresh() == NOTHING


@every_departure
def test_a_departure_is_noticed_in_the_background(
    remembered: ResourcePage, leave: Callable[[ResourcePage], None], django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        leave(remembered)
    [task] = DBTaskResult.objects.filter(task_path=tasks.refresh_catalogue.module_path)
    assert task.run_after > datetime(9000, 1, 1, tzinfo=UTC)  # now


def test_what_comes_back_is_there_again(remembered: ResourcePage) -> None:
    restriction = restrict(remembered)
    refresh()
    CatalogueEntry.objects.update(datestamp=LONG_AGO)
    restriction.delete()
    assert refresh() == Refreshed(came=1, changed=0, left=0)
    entry = entry_of(remembered)
    assert not entry.deleted and entry.datestamp > LONG_AGO


def test_an_open_group_does_not_make_it_public(remembered: ResourcePage) -> None:
    restriction = PageViewRestriction.objects.create(page=remembered, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Comité"))
    assert refresh().left == 1


def rename_publisher(page: ResourcePage) -> None:
    page.publisher.name = "Autre nom"
    page.publisher.save()


def publish_again(page: ResourcePage) -> None:
    page.summary = "Autre résumé"
    page.save_revision().publish()


def rename_theme(page: ResourcePage) -> None:
    Theme.objects.update(name="Emploi accompagné")


def rename_territory(page: ResourcePage) -> None:
    Territory.objects.update(name="Loire-Inférieure")


@pytest.mark.parametrize(
    "change", [rename_publisher, publish_again, rename_theme, rename_territory], ids=lambda change: change.__name__
)
def test_what_changes_the_record_is_dated(resource: Make, change: Callable[[ResourcePage], None]) -> None:
    theme = Theme.objects.create(name="Emploi", slug="emploi")
    page = resource(publisher=OrganisationFactory(), themes=[theme], territories=[TerritoryFactory()])
    refresh()
    CatalogueEntry.objects.update(datestamp=LONG_AGO)
    assert refresh() == NOTHING
    change(page)
    assert refresh() == Refreshed(came=0, changed=1, left=0)
    assert entry_of(page).datestamp > LONG_AGO


def test_sets_are_themes_and_territories_with_all_that_holds_them(resource: Make) -> None:
    region = TerritoryFactory(kind=TerritoryKind.REGION, code="52")
    departement = TerritoryFactory(code="44", parent=region)
    epci = TerritoryFactory(kind=TerritoryKind.EPCI, code="244400610", parent=departement)
    commune = TerritoryFactory(kind=TerritoryKind.COMMUNE, code="44184", parent=departement, epci=epci)
    area = TerritoryFactory(kind=TerritoryKind.SECTEUR, code="Pays : de Retz")
    page = resource(territories=[commune, area], themes=[Theme.objects.create(name="Emploi", slug="emploi")])
    refresh()
    assert entry_of(page).set_specs == [
        "territoire",
        "territoire:region-52",
        "territoire:region-52:departement-44",
        "territoire:region-52:departement-44:commune-44184",
        "territoire:region-52:departement-44:epci-244400610",
        "territoire:secteur-pays-de-retz",
        "theme",
        "theme:emploi",
    ]


def test_a_language_that_is_not_open_is_not_told(remembered: ResourcePage) -> None:
    home = french(HomePage)
    home.live = False
    home.save()
    assert refresh().left == 1


def test_it_costs_the_same_whatever_there_is(resource: Make) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert refresh() == NOTHING
        return len(queries)

    resource(territories=[TerritoryFactory()])
    refresh()
    few = cost()
    for _number in range(5):
        resource(territories=[TerritoryFactory()])
    refresh()
    assert cost() == few


def test_each_run_plans_one_next_day(db: None) -> None:
    tasks.refresh_catalogue.call()
    tasks.refresh_catalogue.call()
    [task] = DBTaskResult.objects.filter(task_path=tasks.refresh_catalogue.module_path)
    assert timedelta(hours=23) < task.run_after - datetime.now(UTC) <= timedelta(days=1)


def test_many_changes_ask_for_one_run(resource: Make, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        for _number in range(3):
            resource()
    assert callbacks.count(tasks.request_refresh) == 1
    with django_capture_on_commit_callbacks(execute=True):
        resource()
    assert DBTaskResult.objects.filter(task_path=tasks.refresh_catalogue.module_path).count() == 1
