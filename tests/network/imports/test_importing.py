"""Records against the directory: what is made, changed, closed, refused, and what a second reading does."""

import gc
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.search.backends import get_search_backend

from network.imports import engine, writing
from network.imports.fates import Fate
from network.models import FormerAddress, ImportFormat, ImportRun, Organisation, OrganisationSource, RunState
from search.models import OutboxEntry
from tests.network.factories import OrganisationFactory

from .files import SIRET, at, closed, communes, ege, finess_plus, imported, imported_finess, report_of, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    communes()


def everything() -> list[Any]:
    sources = OrganisationSource.objects.order_by("pk").values_list("organisation", "source", "external_id", "values")
    return [*Organisation.objects.order_by("pk").values_list(), *sources]


def test_what_is_new_is_made_public_and_found(tmp_path: Path) -> None:
    run = imported_finess(tmp_path, ege(), ege("440000027"))
    first, second = Organisation.objects.order_by("finess")
    assert (first.slug, second.slug) == ("esat-les-ateliers-saint-nazaire", "esat-les-ateliers-saint-nazaire-2")
    assert first.live and first.commune.code == "44184" and first.kind == "esat" and first.last_published_at
    assert first.get_absolute_url()
    assert {entry.object_key for entry in OutboxEntry.objects.order_by("pk")} >= {
        f"network.organisation:{organisation.pk}" for organisation in (first, second)
    }
    found = get_search_backend().search("440000027", Organisation)
    assert list(found) == [second]
    assert run.counts == {Fate.READ: 2, Fate.CREATED: 2} and run.state == RunState.DONE
    source = first.sources.get()
    assert source.values["legal_entity"]["name"] == "ASSOCIATION LES ATELIERS" and source.source_date


def test_an_address_that_another_organisation_had_is_not_given(tmp_path: Path) -> None:
    other = Organisation.objects.create(name="Autre", slug="autre", kind="esat")
    FormerAddress.objects.create(slug="esat-les-ateliers-saint-nazaire", organisation=other)
    imported_finess(tmp_path, ege())
    assert Organisation.objects.get(finess="440000019").slug == "esat-les-ateliers-saint-nazaire-2"


def test_a_second_reading_changes_nothing(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege(), ege("440000027"))
    before = everything()
    OutboxEntry.objects.all().delete()
    run = imported_finess(tmp_path, ege(), ege("440000027"))
    assert everything() == before
    assert run.counts == {Fate.READ: 2, Fate.UNCHANGED: 2}
    assert not OutboxEntry.objects.exists()


def test_what_changes_at_the_source_changes_here_but_not_the_address_of_the_page(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege())
    run = imported_finess(tmp_path, ege(facts__nomEgeLong="ESAT DU PORT", contact=[], place__lieuDit=None))
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.phone, organisation.address) == ("ESAT DU PORT", "", "5 RUE DU LYCEE")
    assert organisation.slug == "esat-les-ateliers-saint-nazaire"
    assert organisation.folded_name == "esat-du-port"
    assert list(get_search_backend().search("port", Organisation)) == [organisation]
    assert not get_search_backend().search("ateliers", Organisation)
    assert run.counts[Fate.CHANGED] == 1
    assert "name;ESAT LES ATELIERS;ESAT DU PORT" in report_of(run)


def test_what_closes_is_unpublished_and_opens_again(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege())
    run = imported_finess(tmp_path, closed(day="2024-03-01"))
    organisation = Organisation.objects.get()
    assert not organisation.live and str(organisation.closed_on) == "2024-03-01"
    assert run.counts[Fate.CLOSED] == 1
    run = imported_finess(tmp_path, ege())
    organisation.refresh_from_db()
    assert organisation.live and organisation.closed_on is None
    assert run.counts[Fate.REOPENED] == 1


def test_what_is_closed_and_unknown_is_not_made(tmp_path: Path) -> None:
    run = imported_finess(tmp_path, closed())
    assert not Organisation.objects.exists()
    assert run.counts == {Fate.READ: 1, Fate.LONG_CLOSED: 1}


def test_a_try_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege(), ege("440000027"))
    OutboxEntry.objects.all().delete()
    told = [ege(facts__nomEgeLong="ESAT DU PORT"), closed("440000027"), ege("440000035"), ege("44")]
    before = everything()
    tried = imported_finess(tmp_path, *told, dry_run=True)
    assert everything() == before and not OutboxEntry.objects.exists()
    done = imported_finess(tmp_path, *told)
    assert everything() != before
    assert (tried.counts, report_of(tried)) == (done.counts, report_of(done))


def test_an_organisation_is_known_by_its_finess_number_and_never_by_its_siret(tmp_path: Path) -> None:
    ours = OrganisationFactory(finess="440000019", name="ESAT LES ATELIERS")
    twin = OrganisationFactory(siret=SIRET, name="Jumelle")
    run = imported_finess(tmp_path, ege(), ege("440000027"))
    ours.refresh_from_db()
    assert ours.sources.get().external_id == "440000019" and ours.siret == SIRET
    assert Organisation.objects.count() == 3
    assert run.counts[Fate.DOUBLE] == 1
    assert f"Jumelle (n° {twin.pk})" in report_of(run)


def test_two_organisations_of_one_finess_number_are_for_people_to_sort(tmp_path: Path) -> None:
    OrganisationFactory.create_batch(2, finess="440000019")
    run = imported_finess(tmp_path, ege())
    assert Organisation.objects.count() == 2 and run.counts[Fate.REFUSED] == 1


def test_the_first_of_two_rows_is_kept(tmp_path: Path) -> None:
    run = imported_finess(tmp_path, ege(), ege(facts__nomEgeLong="AUTRE"))
    assert Organisation.objects.get().name == "ESAT LES ATELIERS"
    assert run.counts[Fate.REPEATED] == 1


def test_a_legal_entity_is_a_parent_only_where_it_is_known(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege())
    assert Organisation.objects.get().parent is None
    holder = OrganisationFactory(siren="732829320", kind="association")
    imported_finess(tmp_path, ege())
    assert Organisation.objects.get(finess="440000019").parent == holder


def test_unknown_communes_and_points_far_from_theirs_are_told(tmp_path: Path) -> None:
    lost = ege("440000027", place__cogCommune="44999")
    at_sea = ege(place__coordonneesGeographique=at("-5.0", "45.0", "", ""))
    run = imported_finess(tmp_path, at_sea, lost)
    first, second = Organisation.objects.order_by("finess")
    assert first.point is None and second.commune is None
    assert run.counts[Fate.REMARK] == 2
    assert "peut-être en mer" in report_of(run) and "44999" in report_of(run)


def test_arrondissements_are_their_city(tmp_path: Path) -> None:
    paris = ege(place__cogCommune="75115", place__coordonneesGeographique=None)
    imported_finess(tmp_path, paris)
    assert Organisation.objects.get().commune.code == "75056"
    before = everything()
    imported_finess(tmp_path, paris)
    assert everything() == before


def test_the_report_runs_in_no_spreadsheet(tmp_path: Path) -> None:
    run = imported_finess(tmp_path, ege(facts__nomEgeLong="=cmd()"))
    assert ";'=cmd();" in report_of(run)


def test_queries_do_not_grow_with_rows(tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    told = [ege(f"44{number:07}") for number in range(100, 220)]
    with django_assert_max_num_queries(45):  # SQLite takes 999 values a statement: rows go in by dozens
        imported_finess(tmp_path, *told)
    with django_assert_max_num_queries(20):
        imported_finess(tmp_path, *told)


class Killed(Exception):
    pass


@pytest.mark.parametrize("call", ["_write_sources", "index", "_write_conflicts"])
def test_a_crash_leaves_whole_batches_and_another_run_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(engine, "BATCH", 2)
    told = [ege(f"44{number:07}") for number in range(10, 15)]
    calls = 0
    real = getattr(writing, call)

    def second_time_fails(*args: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Killed
        real(*args)

    with monkeypatch.context() as broken:
        broken.setattr(writing, call, second_time_fails)
        with pytest.raises(Killed):
            imported_finess(tmp_path, *told)
    assert Organisation.objects.count() == OrganisationSource.objects.count() == 2
    assert gc.isenabled()
    failed = ImportRun.objects.latest("pk")
    assert failed.state == RunState.FAILED and failed.counts[Fate.CREATED] == 2
    run = imported_finess(tmp_path, *told)
    assert run.counts == {Fate.READ: 5, Fate.UNCHANGED: 2, Fate.CREATED: 3}
    assert OutboxEntry.objects.filter(object_key__startswith="network.organisation:").count() == 5


def test_a_file_that_ends_too_soon_gives_what_it_has_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BATCH", 2)
    whole = finess_plus(tmp_path / "whole.json", *(ege(f"44{number:07}") for number in range(10, 15))).read_text()
    # One legal entity at a time: what comes before the cut is whole.
    cut = whole.replace('"pmej": [', '"pmej": [' + whole.partition('"pmej": [')[2][:-2] + ", ")[:-40]
    run = imported(ImportFormat.FINESS_PLUS, written(tmp_path / "cut.json", cut))
    assert run.state == RunState.FAILED and "incomplet" in run.problem
    assert Organisation.objects.count() == 5


def test_two_imports_do_not_write_at_the_same_time(tmp_path: Path) -> None:
    other = ImportRun.objects.create(format="csv", file_name="x", state=RunState.RUNNING, seen_at=timezone.now())
    run = imported_finess(tmp_path, ege())
    assert run.state == RunState.FAILED and "autre import" in run.problem
    ImportRun.objects.filter(pk=other.pk).update(seen_at=timezone.now() - timedelta(hours=1))
    assert imported_finess(tmp_path, ege()).state == RunState.DONE


def test_a_table_of_the_portal_changes_what_it_names(tmp_path: Path) -> None:
    ours = OrganisationFactory(name="Ancien nom")
    lines = f"id;nom;sigle;rattachee_a\n{ours.pk};Ancien nom;AN;\n999999;Inconnue;;\n"
    run = imported(ImportFormat.OWN_CSV, written(tmp_path / "t.csv", lines))
    ours.refresh_from_db()
    assert ours.acronym == "AN" and run.counts[Fate.REFUSED] == 1
    assert "Aucune fiche" in report_of(run)
