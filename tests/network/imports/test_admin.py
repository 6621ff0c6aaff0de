"""The screens of imports: tried first, applied after, decided by those who may publish and by nobody else."""

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from cms.imports.tasks import purge_imports
from network.imports.admin import views
from network.imports.tasks import import_file
from network.models import Decision, ImportConflict, ImportRun, Organisation, RunState

from .files import communes, ege, finess_plus, imported_finess

pytestmark = pytest.mark.usefixtures("founding")


def member(group: str) -> User:
    user = User.objects.create_user(f"membre-{group}")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def moderator(client: Client) -> User:
    communes()
    user = member("Publicateurs")
    client.force_login(user)
    return user


def work() -> None:
    """What the worker does."""
    for result in DBTaskResult.objects.filter(task_path=import_file.module_path, status="READY").order_by(
        "enqueued_at"
    ):
        import_file.call(*result.args_kwargs["args"])
        result.delete()


def send(client: Client, path: Path, name: str = "finess-plus", **more: str):
    told = {"format": name, "file": SimpleUploadedFile(path.name, path.read_bytes()), **more}
    return client.post(reverse("imports:upload"), told)


def test_a_file_is_tried_read_then_applied(client: Client, moderator: User, tmp_path: Path) -> None:
    assert reverse("imports:index") in client.get(reverse("wagtailadmin_home")).content.decode()
    before = Organisation.objects.count()
    answer = send(client, finess_plus(tmp_path / "f.json.gz", ege(), ege("44"), packed=True))
    tried = ImportRun.objects.get()
    assert answer.url == reverse("imports:run", args=[tried.pk]) and tried.asked_by == moderator
    assert "Actualiser" in client.get(answer.url).content.decode()
    work()
    page = BeautifulSoup(client.get(answer.url).content, "html.parser")
    assert "Appliquer ce fichier" in page.text and "illisibles ou refusées" in page.text
    assert Organisation.objects.count() == before
    report = client.get(reverse("imports:report", args=[tried.pk]))
    assert "attachment" in report["Content-Disposition"] and b"440000019" in b"".join(report.streaming_content)
    answer = client.post(answer.url)
    work()
    applied = ImportRun.objects.get(dry_run=False)
    assert answer.url == reverse("imports:run", args=[applied.pk]) and applied.state == RunState.DONE
    assert Organisation.objects.get(finess="440000019").live
    assert applied.file_name in client.get(reverse("imports:index")).content.decode()


def test_what_was_applied_or_failed_is_not_applied_again(client: Client, moderator: User, tmp_path: Path) -> None:
    run = imported_finess(tmp_path, ege())
    assert client.post(reverse("imports:run", args=[run.pk])).status_code in (302, 403)
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "more", "sentence"),
    [
        (b"", "csv", {}, "vide"),
        (b"nom;identifiant\nA;a\n", "finess-plus", {}, "tableau du portail"),
        (b'{"pmej": []}', "data-inclusion", {}, "FINESS+"),
        (gzip.compress(b"finess;etalab;111;2026-05-12\n", mtime=0), "csv", {}, "ancien extrait"),
        (b"\x1f\x8bnothing", "csv", {}, "aucun des formats"),
        (b"PK\x03\x04", "csv", {}, "aucun des formats"),
        (b"nom;identifiant\nA;a\n", "csv", {"complete": "on"}, "jamais tout un registre"),
        (b"nom;identifiant\nA;a\n", "autre", {}, "autre"),
    ],
)
def test_a_file_that_is_no_good_is_told_at_once(
    client: Client, moderator: User, tmp_path: Path, content: bytes, name: str, more: dict[str, str], sentence: str
) -> None:
    path = tmp_path / "f"
    path.write_bytes(content)
    page = send(client, path, name, **more)
    assert page.status_code == 200 and sentence in page.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_refused(client: Client, moderator: User, tmp_path: Path, settings) -> None:
    settings.IMPORT_MOST_BYTES = 10
    assert "trop grand" in send(client, finess_plus(tmp_path / "f.json", ege())).content.decode()


def test_conflicts_are_decided_many_at_once(client: Client, moderator: User, tmp_path: Path) -> None:
    imported_finess(tmp_path, ege(), ege("440000027"))
    Organisation.objects.filter(finess__startswith="4400000").update(name="Notre nom", phone="+33199001234")
    imported_finess(tmp_path, *(ege(number, facts__nomEgeLong="LEUR NOM") for number in ("440000019", "440000027")))
    address = reverse("imports:conflicts")
    page = BeautifulSoup(client.get(address).content, "html.parser")
    boxes = page.select("input[name=conflict]")
    assert len(boxes) == 2 and all(page.select(f"label[for={box['id']}]") for box in boxes)
    assert "LEUR NOM" in page.text and "Nom" in page.text
    client.post(address, {"decision": "theirs", "conflict": [box["value"] for box in boxes]})
    assert set(Organisation.objects.filter(finess__startswith="4400000").values_list("name", flat=True)) == {"LEUR NOM"}
    assert "Rien à décider" in client.get(address).content.decode()
    assert {each.decision for each in ImportConflict.objects.order_by("pk")} == {Decision.THEIRS}
    assert Organisation.objects.filter(phone="+33199001234").count() == 2


@pytest.mark.parametrize("told", [{}, {"decision": "ours"}, {"decision": "autre", "conflict": "1"}, {"conflict": "x"},
                                  {"decision": "ours", "conflict": ["x", "²", "9" * 30][:2]}])  # fmt: skip
def test_a_decision_that_makes_no_sense_is_told(client: Client, moderator: User, told: dict) -> None:
    page = client.post(reverse("imports:conflicts"), told, follow=True)
    assert page.status_code == 200 and "Cochez" in page.content.decode()


def addresses(run: ImportRun) -> list[str]:
    named = [reverse(f"imports:{name}") for name in ("index", "upload", "conflicts")]
    return [*named, *(reverse(f"imports:{name}", args=[run.pk]) for name in ("run", "report"))]


def reached(client: Client, run: ImportRun) -> set[str]:
    found = set()
    for address in addresses(run):
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)  # The file is closed at its end.
        if answer.status_code == 200:
            found.add(address)
    return found


def test_only_those_who_publish_reach_imports(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    communes()
    run = imported_finess(tmp_path, ege(), dry_run=True)
    assert not reached(client, run)
    client.force_login(member("Éditeurs territoriaux"))
    assert not reached(client, run)
    assert reverse("imports:index") not in client.get(reverse("wagtailadmin_home")).content.decode()
    for address in addresses(run):
        client.post(address, {"decision": "theirs", "conflict": "1"})
    assert ImportRun.objects.count() == 1
    # The negative control: without the check, an editor reaches them all.
    for view in (views.ImportView, views.ReportFile):
        monkeypatch.setattr(view, "permission_required", None)
    assert reached(client, run) == set(addresses(run))


def test_the_files_of_imports_have_no_public_address(client: Client, moderator: User, tmp_path: Path) -> None:
    send(client, finess_plus(tmp_path / "f.json", ege()))
    run = ImportRun.objects.get()
    assert client.get(f"/media/{run.file.name}").status_code == 404
    assert "/media/" not in run.file.path


def test_old_imports_are_forgotten_by_the_worker(moderator: User, client: Client, tmp_path: Path) -> None:
    send(client, finess_plus(tmp_path / "f.json", ege()))
    work()
    planned = DBTaskResult.objects.filter(task_path=purge_imports.module_path)
    assert planned.count() == 1
    purge_imports.call()
    assert planned.count() == 1
