"""What an import refers to is known to the admin before something that is used is deleted."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from network.imports import references
from network.imports.references import refresh_references
from network.models import ImportConflict, ImportFormat, ImportRun, Organisation, RunState

from .files import communes, imported, written

pytestmark = pytest.mark.usefixtures("founding")

HEAD = "identifiant;nom;genre;rattachee_a\n"


@pytest.fixture
def parent(founding: None) -> Organisation:
    communes()
    return Organisation.objects.get(slug="agefiph")


def table(folder: Path, *names: str, parent: str = "agefiph") -> Path:
    number = Organisation.objects.get(slug=parent).pk
    rows = "".join(f"{name};{name};esat;{number}\n" for name in names)
    return written(folder / "t.csv", HEAD + rows)


def asked() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=refresh_references.module_path, status="READY").order_by("pk"))


def work() -> int:
    """What the worker does, until nothing is left; how many runs it took."""
    runs = 0
    while waiting := asked():
        for result in waiting:
            refresh_references.call(*result.args_kwargs["args"])
            result.delete()
            runs += 1
    return runs


def usage(client: Client, organisation: Organisation) -> str:
    if not client.session.get("_auth_user_id"):
        client.force_login(User.objects.create_superuser("administratrice"))
    return client.get(
        reverse(organisation.snippet_viewset.get_url_name("usage"), args=[organisation.pk])
    ).content.decode()


def test_the_admin_knows_who_uses_what_was_imported(client: Client, parent: Organisation, tmp_path: Path) -> None:
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-un", "atelier-deux"))
    assert "atelier-un" not in usage(client, parent), "rows written together send no signal"
    work()
    told = usage(client, parent)
    assert "atelier-un" in told and "atelier-deux" in told


def test_a_change_of_reference_is_followed(client: Client, parent: Organisation, tmp_path: Path) -> None:
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-un"))
    work()
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-un", parent="medef"))
    work()
    assert "atelier-un" not in usage(client, parent)
    assert "atelier-un" in usage(client, Organisation.objects.get(slug="medef"))


def test_a_decision_for_the_source_is_followed_at_once(client: Client, parent: Organisation, tmp_path: Path) -> None:
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-un"))
    work()
    medef, source = (Organisation.objects.get(slug=slug) for slug in ("medef", "urass"))
    Organisation.objects.filter(name="atelier-un").update(parent=medef)
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-un", parent=source.slug))
    work()
    assert "atelier-un" not in usage(client, source)
    told = {"decision": "theirs", "conflict": [conflict.pk for conflict in ImportConflict.objects.order_by("pk")]}
    client.post(reverse("imports:conflicts"), told)
    assert "atelier-un" in usage(client, source)


def test_a_try_asks_for_nothing(parent: Organisation, tmp_path: Path) -> None:
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-un"), dry_run=True)
    assert not asked()


def test_what_an_import_cut_short_wrote_is_seen_by_the_next_one(
    client: Client, parent: Organisation, tmp_path: Path
) -> None:
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-un"))
    ImportRun.objects.update(state=RunState.FAILED)
    DBTaskResult.objects.all().delete()
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-deux"))
    work()
    assert "atelier-un" in usage(client, parent)


def test_long_work_leaves_room_for_others(
    client: Client, parent: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "LONGEST", 0)
    monkeypatch.setattr(references, "BATCH", 1)
    imported(ImportFormat.OWN_CSV, table(tmp_path, "atelier-un", "atelier-deux", "atelier-trois"))
    assert work() > 3
    assert "atelier-trois" in usage(client, parent)
