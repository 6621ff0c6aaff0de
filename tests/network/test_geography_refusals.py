"""A wrong edition is refused with its file, its line and a reason, and nothing is written."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from network.models import Territory, TerritoryAlias

from . import editions
from .editions import POINTS, commune, communes, write

pytestmark = pytest.mark.django_db

Break = Callable[[Path], object]


def told(**files: object) -> Break:
    return lambda folder: write(folder, **files)


def bytes_of(name: str, change: Callable[[bytes], bytes]) -> Break:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


POINTS_FILE = "commune_coordinates.csv.gz"
OUTSIDE = "pas dans son département"

CASES: dict[str, tuple[Break, str, str]] = {
    "truncated gzip": (bytes_of(POINTS_FILE, lambda content: content[:-20]), f"{POINTS_FILE}:1", "incomplet ou abîmé"),
    "gzip that is none": (bytes_of(POINTS_FILE, gzip.decompress), f"{POINTS_FILE}:1", "pas un fichier gzip"),
    "not UTF-8": (
        bytes_of("communes.json", lambda content: content.decode().encode("latin-1")),
        "communes.json:4",
        "pas en UTF-8",
    ),
    "cut JSON": (bytes_of("communes.json", lambda content: content[:-30]), "communes.json:8", "JSON mal formé"),
    "another format": (bytes_of("communes.json", lambda content: b"COM,NOM\n1,A\n"), "communes.json:1", "liste JSON"),
    "a table of something else": (
        bytes_of(POINTS_FILE, lambda content: gzip.compress(b"insee;lat;lon\n44109;1;2\n")),
        f"{POINTS_FILE}:1",
        "il manque la colonne « code »",
    ),
    "missing file": (lambda folder: (folder / "epci.json").unlink(), "epci.json:1", "ce fichier manque"),
    "missing key": (
        bytes_of("communes.json", lambda content: content.replace(b'"departement"', b'"dep"', 1)),
        "communes.json:2",
        "« departement » est obligatoire",
    ),
    "unknown département": (
        told(communes=[*communes(), commune("45001", "Adon", "45")]),
        "communes.json:9",
        "département inconnu « 45 »",
    ),
    "unknown région": (
        told(departements=[*editions.DEPARTEMENTS, {"code": "01", "nom": "Ain", "region": "84", "zone": "metro"}]),
        "departements.json:6",
        "région inconnue « 84 »",
    ),
    "unknown member": (
        told(epci=[{"code": "244400404", "nom": "Nantes Métropole", "membres": [{"code": "44999"}]}]),
        "epci.json:2",
        "commune inconnue « 44999 »",
    ),
    "same code twice": (
        told(communes=[*communes(), commune("44109", "Nantes", "44")]),
        "communes.json:9",
        "« 44109 » est déjà pris",
    ),
    "no code": (told(communes=[*communes(), commune("4410", "Nantes", "44")]), "communes.json:9", "n’est pas un code"),
    "no name": (told(communes=[*communes(), commune("44001", " ", "44")]), "communes.json:9", "n’a pas de nom"),
    "no postcode": (
        told(communes=[*communes(), commune("44001", "Abbaretz", "44", codesPostaux=["4417"])]),
        "communes.json:9",
        "codes postaux mal formés",
    ),
    "no population": (
        told(communes=[*communes(), commune("44001", "Abbaretz", "44", population=-1)]),
        "communes.json:9",
        "nombre d’habitants",
    ),
    "swapped coordinates": (told(points=[*POINTS[1:], "44109,-1.5483,47.2316"]), f"{POINTS_FILE}:5", "échangées"),
    "coordinates elsewhere": (told(points=[*POINTS[1:], "44109,47.2,100"]), f"{POINTS_FILE}:5", OUTSIDE),
    "coordinates out of the Earth": (told(points=["44109,147.2,-1.5"]), f"{POINTS_FILE}:2", OUTSIDE),
    "coordinates that are words": (told(points=["44109,nord,sud"]), f"{POINTS_FILE}:2", "sont des nombres"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_edition_is_refused(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    breaks, place, reason = CASES[case]
    folder = write(tmp_path / "edition")
    breaks(folder)
    with pytest.raises(CommandError, match="Rien n’a été écrit"):
        call_command("import_territories", dossier=folder, verbosity=0)
    problems = capsys.readouterr().err.splitlines()
    assert [problem for problem in problems if problem.startswith(f"{place} : ") and reason in problem], problems
    assert not Territory.objects.exists() and not TerritoryAlias.objects.exists()


def test_the_edition_of_these_tests_is_right(tmp_path: Path) -> None:
    call_command("import_territories", dossier=write(tmp_path / "edition"), verbosity=0)
    assert Territory.objects.filter(kind="commune").count() == 5


@pytest.mark.parametrize(
    ("content", "reason"),
    [("A,B\n1,2\n", "il manque la colonne « MOD »"), ("", "le fichier est vide"), (None, "illisible")],
)
def test_wrong_movements_are_refused(
    content: str | None, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mvtcommune.csv"
    if content is not None:
        file.write_text(content)
    with pytest.raises(CommandError):
        call_command("import_territories", dossier=write(tmp_path / "edition"), mouvements=file, verbosity=0)
    assert reason in capsys.readouterr().err
    assert not Territory.objects.exists()
