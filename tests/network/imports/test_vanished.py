"""What a complete file no longer speaks of closes, unless people edited it, or unless too much is missing."""

from pathlib import Path

import pytest

from network.imports import vanished
from network.imports.fates import Fate
from network.models import Organisation, RunState

from .files import communes, ege, imported_finess, report_of

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = "440000019", "440000027", "440000035"


@pytest.fixture(autouse=True)
def _places() -> None:
    communes()


@pytest.fixture
def _three(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege(FIRST), ege(SECOND), ege(THIRD))


def live() -> set[str]:
    return set(Organisation.objects.filter(live=True).values_list("finess", flat=True))


@pytest.mark.usefixtures("_three")
def test_only_a_complete_file_closes_what_is_not_in_it(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege(FIRST))
    assert live() == {FIRST, SECOND, THIRD}
    tried = imported_finess(tmp_path, ege(FIRST), complete=True, dry_run=True)
    assert live() == {FIRST, SECOND, THIRD}
    run = imported_finess(tmp_path, ege(FIRST), complete=True)
    assert live() == {FIRST}
    assert run.counts == tried.counts == {Fate.READ: 1, Fate.UNCHANGED: 1, Fate.VANISHED: 2, Fate.CLOSED: 2}
    assert SECOND in report_of(run)


@pytest.mark.usefixtures("_three")
def test_what_comes_back_opens_again(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege(FIRST), complete=True)
    imported_finess(tmp_path, ege(FIRST), ege(SECOND), complete=True)
    assert live() == {FIRST, SECOND}


@pytest.mark.usefixtures("_three")
def test_what_a_person_edited_is_only_told(tmp_path: Path) -> None:
    Organisation.objects.filter(finess=SECOND).update(name="Notre nom")
    Organisation.objects.get(finess=THIRD).save_revision().publish()
    run = imported_finess(tmp_path, ege(FIRST), complete=True)
    assert live() == {FIRST, SECOND, THIRD}
    assert run.counts[Fate.VANISHED] == 2 and Fate.CLOSED not in run.counts
    assert "une personne l’a modifiée" in report_of(run)


@pytest.mark.usefixtures("_three")
def test_rows_that_cannot_be_read_have_not_vanished(tmp_path: Path) -> None:
    out_of_the_sector = ege(THIRD, categorieentiteGeographiqueExercice="355")
    imported_finess(
        tmp_path, ege(FIRST), ege(SECOND, facts__nomEgeLong=7.5, adresse="x"), out_of_the_sector, complete=True
    )
    assert live() == {FIRST, SECOND, THIRD}


@pytest.mark.usefixtures("_three")
def test_a_part_of_a_file_closes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vanished, "_FEW", 1)
    run = imported_finess(tmp_path, ege(FIRST), complete=True)
    assert live() == {FIRST, SECOND, THIRD}
    assert run.state == RunState.FAILED and "2 fiches sur 3" in run.problem
