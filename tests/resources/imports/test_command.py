"""The command, as operators type it."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page

from resources.models import ResourceIndexPage, ResourcePage

from . import bibliographies
from .archives import archive, pdf

pytestmark = pytest.mark.usefixtures("founding")


def run(*arguments: object, **options: object) -> str:
    output = StringIO()
    call_command("import_bibliography", *map(str, arguments), stdout=output, **options)
    return output.getvalue()


def written(folder: Path) -> Path:
    (folder / "b.ris").write_text(bibliographies.RIS, encoding="utf-8")
    return folder / "b.ris"


def test_a_try_then_the_import_and_its_report(tmp_path: Path) -> None:
    path, before = written(tmp_path), ResourcePage.objects.count()
    said = run(path, "--dry-run")
    assert "Essai, rien n’est écrit : 2 notices lues, 2 brouillons créés" in said
    assert ResourcePage.objects.count() == before
    run(path, "--rapport", tmp_path / "r.csv")
    assert ResourcePage.objects.count() == before + 2
    assert (tmp_path / "r.csv").read_text("utf-8-sig").startswith("position;")


def test_a_folder_and_an_archive(tmp_path: Path) -> None:
    (tmp_path / "lot").mkdir()
    (tmp_path / "lot" / "un.pdf").write_bytes(pdf())
    assert "1 brouillons créés" in run(tmp_path / "lot")
    assert "1 déjà dans la bibliothèque" in run(archive(tmp_path, {"un.pdf": pdf()}))


def test_what_fails_ends_otherwise_than_what_succeeds(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file"):
        run(tmp_path / "absent.ris")
    with pytest.raises(CommandError, match="no library"):
        run(written(tmp_path), "--into", "ailleurs")
    (tmp_path / "lettre.txt").write_text("Bonjour")
    with pytest.raises(CommandError, match="ni une bibliographie"):
        run(tmp_path / "lettre.txt")


def test_one_library_is_chosen_among_several(tmp_path: Path) -> None:
    home = Page.objects.get(depth=2, locale__language_code="fr")
    other = ResourceIndexPage(title="Autre", slug="autre", locale=Locale.objects.get(language_code="fr"))
    home.add_child(instance=other)
    with pytest.raises(CommandError, match="several"):
        run(written(tmp_path))
    run(written(tmp_path), "--into", "autre")
    assert ResourcePage.objects.child_of(other).count() == 2
