"""The whole directory as our CSV, read again by the portal that gave it, then by one that lost everything."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from cms.models import Theme
from network.imports import engine
from network.imports.conflicts import take_theirs
from network.imports.fates import Fate
from network.merging import merge
from network.models import ImportConflict, ImportFormat, ImportRun, Organisation, TerritoryKind
from tests.network.directory import maison_essai, port_fictif
from tests.network.factories import OrganisationFactory, TerritoryFactory

from .files import imported, report_of, written

# What the table shows of other things: who verified the record, its services, who told what.
OF_OTHERS = {"verifiee_le", "modifiee_le", "services", "sources"}
HOSTILE = [
    "=1+1", "+33", "-1", "@SUM(A1)", "'=1+1", "''=1+1", "'", "''", "'Accueil", "\"", "\"\"a\"\"", "a;b", "a,b", "a | b",
    "deux\nlignes",
    "trois\r\nlignes\r\nici", "fin\\", "É é œ « » ’ — €", "नमस्ते 🙂", "a\u2028b", "a\u00a0b", "NULL", "0",
    "#N/A", "a\tb", "\ufeffa", "<b>&amp;</b>", "%s{{ x }}", "'\"';",
]  # fmt: skip


def table(client: Client) -> str:
    return bytes(client.get("/annuaire/export.csv").getvalue()).decode("utf-8-sig")


def rows(told: str) -> list[dict[str, str]]:
    read = csv.DictReader(io.StringIO(told, newline=""), delimiter=";")
    return [{name: cell.replace("\r\n", "\n") for name, cell in row.items() if name not in OF_OTHERS} for row in read]


def reading(folder: Path, told: str, **options: bool) -> ImportRun:
    return imported(ImportFormat.OWN_CSV, written(folder / "annuaire.csv", told, encoding="utf-8-sig"), **options)


def directory() -> None:
    """Of one organisation at least, every column says something; children come before their parents, and after."""
    themes = [Theme.objects.create(name=name, slug=name) for name in ("emploi", "apprentissage")]
    area: Any = TerritoryFactory(kind=TerritoryKind.SECTEUR, code="Pays-de-Retz", name="Pays de Retz")
    corse = TerritoryFactory(kind=TerritoryKind.DEPARTEMENT, code="2A", name="Corse-du-Sud")
    whole = maison_essai()
    whole.themes.set(themes)
    whole.publics = ["familles", "jeunes"]
    whole.territory = area
    whole.save()
    OrganisationFactory(parent=whole, siret="73282932000074", finess=whole.finess, places=0, rna="W123456789")
    last: Any = OrganisationFactory(territory=corse, commune=whole.commune, is_group=True, closed_on="2020-01-31")
    OrganisationFactory(parent=last, closed_on="2999-12-31", finess_category="246", kind="esat")
    whole.parent = last
    whole.save()
    for text in HOSTILE:
        OrganisationFactory(name=text, acronym=text[:40], description=text, address=text)
    for phone in ("3646", "115", "+262692000001", "+262976220001", "+33800000000", "+4930123456", "+590590000001"):
        OrganisationFactory(phone=phone)


def test_the_portal_learns_nothing_from_its_own_table(client: Client, db: None, tmp_path: Path) -> None:
    directory()
    Organisation.objects.filter(slug="maison-essai").update(publics=["jeunes", "familles"], acronym=" ME\t")
    told = table(client)
    before = list(Organisation.objects.order_by("pk").values())
    for _time in range(2):
        run = reading(tmp_path, told)
        assert report_of(run).count("\n") == 1
        assert run.counts == {Fate.READ: len(before), Fate.UNCHANGED: len(before)}
        assert list(Organisation.objects.order_by("pk").values()) == before and not ImportConflict.objects.exists()
    assert rows(table(client)) == rows(told)


def test_an_empty_portal_finds_everything_again(client: Client, db: None, tmp_path: Path) -> None:
    directory()
    told = table(client)
    Organisation.objects.update(parent=None)
    Organisation.objects.all().delete()
    tried = reading(tmp_path, told, dry_run=True)
    run = reading(tmp_path, told)
    count = len(rows(told))
    assert run.counts == tried.counts == {Fate.READ: count, Fate.CREATED: count}
    assert rows(table(client)) == rows(told)
    assert reading(tmp_path, told).counts == {Fate.READ: count, Fate.UNCHANGED: count}
    for row in rows(told):
        assert client.get(row["url"]).status_code == 200
    assert OrganisationFactory().pk > max(int(row["id"]) for row in rows(told))


def test_parents_are_found_in_whatever_batch_they_come(
    client: Client, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory()
    told = table(client)
    Organisation.objects.update(parent=None)
    Organisation.objects.all().delete()
    monkeypatch.setattr(engine, "BATCH", 1)
    reading(tmp_path, told)
    assert rows(table(client)) == rows(told)


def test_a_parent_that_nobody_is_is_told(client: Client, db: None, tmp_path: Path) -> None:
    child = OrganisationFactory()
    told = f"id;nom;rattachee_a\n{child.pk};{child.name};987654\n"
    for tried in (True, False):
        run = reading(tmp_path, told, dry_run=tried)
        assert run.counts == {Fate.READ: 1, Fate.UNCHANGED: 1, Fate.REMARK: 1} and "987654" in report_of(run)


def test_a_try_says_that_a_parent_is_to_come(client: Client, db: None, tmp_path: Path) -> None:
    child = OrganisationFactory()
    told = f"id;finess;nom;rattachee_a\n{child.pk};;{child.name};440000019\n;440000019;Mère;\n"
    tried = reading(tmp_path, told, dry_run=True)
    done = reading(tmp_path, told)
    assert (tried.counts, report_of(tried)) == (done.counts, report_of(done)) and ";parent;;440000019;" in report_of(
        done
    )
    child.refresh_from_db()
    assert child.parent.name == "Mère"


def test_a_record_that_somebody_deleted_does_not_come_back(client: Client, db: None, tmp_path: Path) -> None:
    OrganisationFactory()
    told = table(client)
    organisation = Organisation.objects.get()
    client.force_login(User.objects.create_superuser("editrice"))
    client.post(reverse(organisation.snippet_viewset.get_url_name("delete"), args=[organisation.pk]))
    run = reading(tmp_path, told)
    assert run.counts == {Fate.READ: 1, Fate.REFUSED: 1} and "supprimé" in report_of(run)
    ModelLogEntry.objects.all().delete()
    assert reading(tmp_path, told).counts == {Fate.READ: 1, Fate.CREATED: 1}


def test_a_file_older_than_a_merge_brings_nothing_back(client: Client, db: None, tmp_path: Path) -> None:
    commune = port_fictif()
    gone = OrganisationFactory(name="ESAT Port", phone="+33240000001", commune=commune, parent=OrganisationFactory())
    kept = OrganisationFactory(name="ESAT du Port", phone="+33240000002", commune=commune)
    told = table(client)
    merge(kept, gone)
    before = Organisation.objects.order_by("pk").values()
    expected = list(before)
    run = reading(tmp_path, told)
    assert run.counts == {Fate.READ: 3, Fate.UNCHANGED: 3}
    assert list(before.all()) == expected and not ImportConflict.objects.exists()
    news = reading(tmp_path, told.replace("02 40 00 00 01", "02 40 00 00 03"))
    assert news.counts[Fate.CONFLICT] == 1 and list(before.all()) == expected


def test_themes_change_in_the_row_and_in_the_draft(client: Client, db: None, tmp_path: Path) -> None:
    for name in ("emploi", "apprentissage"):
        Theme.objects.create(name=name, slug=name)
    row, edited, draft = OrganisationFactory.create_batch(3)
    edited.save_revision().publish()
    draft.description = "Brouillon"
    draft.save_revision()
    told = "id;nom;themes\n" + "".join(
        f"{one.pk};{one.name};emploi | apprentissage | inconnu\n" for one in (row, edited, draft)
    )
    run = reading(tmp_path, told)
    assert run.counts == {Fate.READ: 3, Fate.CHANGED: 3, Fate.REMARK: 3}
    for one in (row, edited, draft):
        live = Organisation.objects.get(pk=one.pk)
        assert [theme.slug for theme in live.themes.all()] == ["apprentissage", "emploi"]
        latest = live.get_latest_revision_as_object() if live.latest_revision else live
        assert [theme.slug for theme in latest.themes.all()] == ["apprentissage", "emploi"]
    assert reading(tmp_path, told).counts == {Fate.READ: 3, Fate.UNCHANGED: 3, Fate.REMARK: 3}


def test_themes_that_an_editor_chose_are_not_taken_away(client: Client, db: None, tmp_path: Path) -> None:
    ours, theirs = (Theme.objects.create(name=name, slug=name) for name in ("emploi", "apprentissage"))
    organisation = OrganisationFactory()
    organisation.themes.add(ours)
    organisation.save()
    run = reading(tmp_path, f"id;nom;themes\n{organisation.pk};{organisation.name};apprentissage\n")
    assert run.counts[Fate.CONFLICT] == 1
    take_theirs(ImportConflict.objects.all(), User.objects.create_superuser("editrice"))
    assert list(Organisation.objects.get(pk=organisation.pk).themes.all()) == [theirs]


def test_the_founding_directory_comes_back(client: Client, founding: None, tmp_path: Path) -> None:
    told = table(client)
    count = len(rows(told))
    assert reading(tmp_path, told).counts == {Fate.READ: count, Fate.UNCHANGED: count}
