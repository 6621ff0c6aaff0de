"""The commands, as operators type them."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from network.models import ImportRun, Organisation

from .files import communes, ege, finess_plus, imported_finess, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    communes()


def run(*arguments: object, **options: object) -> str:
    output = StringIO()
    call_command("import_organisations", *map(str, arguments), stdout=output, **options)
    return output.getvalue()


def test_a_try_then_the_import_and_its_report(tmp_path: Path) -> None:
    path = finess_plus(tmp_path / "f.json.gz", ege(), ege("44"), packed=True)
    said = run("finess-plus", path, "--dry-run")
    assert "Essai, rien n’est écrit : 2 lignes lues, 1 créées, 1 illisibles ou refusées." in said
    assert not Organisation.objects.exists()
    run("finess-plus", path, "--rapport", tmp_path / "r.csv")
    assert Organisation.objects.get().live
    report = (tmp_path / "r.csv").read_text("utf-8-sig").splitlines()
    assert report[0] == "position;identifiant;sort;champ;avant;après;raison" and len(report) == 3


def test_what_fails_ends_otherwise_than_what_succeeds(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="pmej"):
        run("finess-plus", written(tmp_path / "f.json", "{}"))
    with pytest.raises(CommandError, match="no file"):
        run("csv", tmp_path / "absent.csv")
    with pytest.raises(CommandError, match="FINESS"):
        run("csv", written(tmp_path / "f.csv", "nom\n"), "--complet")
    with pytest.raises(CommandError, match="invalid choice"):
        run("autre", tmp_path)


def test_what_is_old_is_forgotten_with_its_report(tmp_path: Path) -> None:
    old, new = imported_finess(tmp_path, ege()), imported_finess(tmp_path, ege())
    ImportRun.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=91))
    assert Path(old.report.path).exists()
    call_command("purge_imports", verbosity=0)
    assert list(ImportRun.objects.all()) == [new]
    assert not Path(old.report.path).exists() and Path(new.report.path).exists()
