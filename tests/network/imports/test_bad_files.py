"""Whatever people send through the admin: a clear report, no half state, nothing lost, another sending completes."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from network.models import ImportRun, Organisation, RunState

from .files import SIRET, at, communes, ege, finess_plus, report_of
from .test_admin import work

pytestmark = pytest.mark.usefixtures("founding")

WRONG_KEY = SIRET[:-1] + str((int(SIRET[-1]) + 1) % 10)
ROWS = {
    "a wrong key": (ege(facts__siret=WRONG_KEY), "clé"),
    "in the sea": (ege(place__coordonneesGeographique=at("-40", "30", "", "")), "France"),
    "far from its commune": (ege(place__coordonneesGeographique=at("5.37", "43.29", "", "")), "commune"),
    "an unknown commune": (ege(place__cogCommune="99999"), "commune"),
    "five megabytes": (ege(place__ligneQuatre="x" * 5_000_000), "trop long"),
}
GOOD = ege("440000027")


@pytest.fixture(autouse=True)
def _moderator(client: Client, founding: None) -> None:
    communes()
    client.force_login(User.objects.create_superuser("moderatrice"))


def send(client: Client, content: bytes, name: str, format_name: str) -> Any:
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("imports:upload"), {"format": format_name, "file": file})
    work()
    return answer


def sent(client: Client, content: bytes, name: str, format_name: str = "finess-plus") -> ImportRun:
    """What came of a file: tried, then applied where the screen offers it."""
    answer = send(client, content, name, format_name)
    if ImportRun.objects.latest("pk").is_applicable:
        client.post(answer.url)
        work()
    return ImportRun.objects.latest("pk")


def made() -> set[str]:
    return set(Organisation.objects.filter(finess__startswith="44").values_list("finess", flat=True))


@pytest.mark.parametrize(("told", "reason"), ROWS.values(), ids=ROWS.keys())
def test_a_wrong_value_is_told_and_the_rows_are_kept(told: dict, reason: str, client: Client, tmp_path: Path) -> None:
    content = finess_plus(tmp_path / "f.json", told, GOOD).read_bytes()
    run = sent(client, content, "f.json")
    assert any("440000019" in line and reason in line for line in report_of(run).splitlines())
    assert run.state == RunState.DONE and made() == {"440000019", "440000027"}
    assert sent(client, content, "f.json").counts.get("unchanged") == 2, "a second sending changes nothing"


def test_coordinates_the_wrong_way_round_are_put_right(client: Client, tmp_path: Path) -> None:
    swapped = ege(place__coordonneesGeographique=at("47.281", "-2.213", "", ""))
    sent(client, finess_plus(tmp_path / "f.json", swapped).read_bytes(), "f.json")
    assert Organisation.objects.get(finess="440000019").point == (47.281, -2.213)


def test_the_second_of_two_rows_is_told(client: Client, tmp_path: Path) -> None:
    run = sent(client, finess_plus(tmp_path / "f.json", ege(), ege(facts__nomEgeLong="AUTRE")).read_bytes(), "f.json")
    assert made() == {"440000019"} and "établissement 2" in report_of(run)


UNREADABLE = {
    "a truncated gzip": (lambda whole: gzip.compress(whole, mtime=0)[:-40], "finess-plus", "incomplet"),
    "another encoding": (lambda whole: whole.replace(b"ESAT", b"\xc9SAT"), "finess-plus", "n’est pas du JSON"),
    "columns that miss": (lambda whole: b"colonne;autre\n1;2\n", "csv", "aucun des formats"),
    "five megabytes without end": (lambda whole: b'nom;identifiant\n"' + b"x" * 5_000_000, "csv", "trop long"),
}


@pytest.mark.parametrize(("spoil", "format_name", "sentence"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_read_writes_nothing_and_the_right_one_completes(
    spoil: Callable[[bytes], bytes], format_name: str, sentence: str, client: Client, tmp_path: Path
) -> None:
    whole = finess_plus(tmp_path / "f.json", ege(), GOOD).read_bytes()
    before = Organisation.objects.count()
    answer = send(client, spoil(whole), "f", format_name)
    run = ImportRun.objects.first()
    told = report_of(run) + run.problem if run else answer.content.decode()
    assert sentence in told
    assert Organisation.objects.count() == before
    sent(client, whole, "f.json")
    assert made() == {"440000019", "440000027"}
