"""The older extract: two kinds of rows, an encoding and a trailing separator that come and go."""

from pathlib import Path
from typing import Any

import pytest

from cms.imports.reading import UnreadableFile
from network.models import ImportFormat

from .files import PHONE, SIRET, left_out, read, records, refusals, written

ETALAB = ImportFormat.FINESS_ETALAB
HEAD = "finess;etalab;111;2026-05-12"
MARTINIQUE = {"commune": "207", "departement": "9B", "acheminement": "97224 DUCOS"}


def row(finess: str = "440000019", **changes: str) -> str:
    told = {
        "finess": finess, "entity": "440000001", "name": "ESAT ATELIERS", "long": "ESAT LES ATELIERS DE L'ÎLE",
        "number": "5", "kind": "R", "street": "DU LYCEE", "commune": "184", "departement": "44",
        "acheminement": "44600 ST NAZAIRE", "phone": PHONE, "category": "246", "siret": SIRET, "updated": "2020-02-04",
    } | changes  # fmt: skip
    cells = ["structureet", told["finess"], told["entity"], told["name"], told["long"], "", "", told["number"]]
    cells += [told["kind"], told["street"], "", "", told["commune"], told["departement"], "LIB", told["acheminement"]]
    cells += [told["phone"], "", told["category"], "LIB", "4300", "LIB", told["siret"], "8810C", "57", "LIB", "", ""]
    return ";".join([*cells, "1979-02-13", "1900-01-01", told["updated"], ""])


def place(finess: str = "440000019", x: str = "306000", y: str = "6699000", code: str = "2154") -> str:
    return f"geolocalisation;{finess};{x};{y};1,ATLASANTE,96,BAN,EPSG:{code} nom;2026-05-04"


def extract(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    return written(folder / "etalab.csv", "\n".join([HEAD, *rows]) + "\n", encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_row_becomes_a_record(tmp_path: Path, encoding: str) -> None:
    [record] = read(ETALAB, extract(tmp_path, row(), place(), encoding=encoding))
    point = record.values.pop("point")
    assert record.values == {
        "finess": "440000019",
        "name": "ESAT LES ATELIERS DE L'ÎLE",
        "kind": "esat",
        "finess_category": "246",
        "address": "5 RUE DU LYCEE",
        "postcode": "44600",
        "siret": SIRET,
        "siren": SIRET[:9],
        "phone": "+33199005678",
        "commune": "44184",
        "closed_on": "",
        "legal_entity": {"finess": "440000001", "siren": SIRET[:9]},
        "parent": "440000001",
    }
    assert point == pytest.approx([47.28, -2.21], abs=0.05)
    assert str(record.source_date) == "2020-02-04" and record.position == "ligne 2"


def test_the_trailing_separator_comes_and_goes(tmp_path: Path) -> None:
    found = read(ETALAB, extract(tmp_path, row(), row("440000027") + ";", row("440000035").removesuffix(";")))
    assert len(records(found)) == 3


def test_projections_and_codes_overseas(tmp_path: Path) -> None:
    there = place(x="719000", y="1612000", code="5490")
    [record] = read(ETALAB, extract(tmp_path, row(**MARTINIQUE), there))
    assert record.values["commune"] == "97207"
    assert record.values["point"] == pytest.approx([14.57, -60.97], abs=0.02)


@pytest.mark.parametrize(
    ("departement", "commune", "code"),
    [("9J", "613", "98613"), ("2A", "004", "2A004"), ("9F", "606", "97606"), ("9A", "123", "97701")],
)
def test_insee_codes(tmp_path: Path, departement: str, commune: str, code: str) -> None:
    [record] = read(ETALAB, extract(tmp_path, row(departement=departement, commune=commune)))
    assert record.values["commune"] == code


def test_a_point_is_dropped_when_it_is_in_the_sea_or_its_projection_is_unknown(tmp_path: Path) -> None:
    rows = [row(), row("440000027"), place(x="-900000", y="5000000"), place("440000027", code="9999")]
    found = records(read(ETALAB, extract(tmp_path, *rows)))
    assert [record.values.get("point") for record in found] == [None, None]
    assert [remark.field for record in found for remark in record.remarks] == ["point", "point"]


def test_1900_is_no_date_and_other_categories_are_left_out(tmp_path: Path) -> None:
    found = read(ETALAB, extract(tmp_path, row(updated="1900-01-01"), row("440000027", category="462")))
    assert str(records(found)[0].source_date) == "2026-05-12"  # the day of the file
    assert len(left_out(found)) == 1


WRONG = [
    "structureet;440000035",
    "structureet",
    "autre;1;2",
    row("44"),
    row(name="", long=""),
    row("440000035", street="x" * 5_000_000),
    row() + ";x;y",
]


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_a_row_that_is_no_good_is_told_with_its_line(tmp_path: Path, wrong: str) -> None:
    found = read(ETALAB, extract(tmp_path, wrong, row("440000027")))
    [refusal] = refusals(found)
    assert refusal.position == "ligne 2" and refusal.reason
    assert [record.external_id for record in records(found)] == ["440000027"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "vide"), (b"nom;siret\nx;y\n", "finess"), (b"PK\x03\x04\x00\x00", "texte"), (b'{"pmej": []}', "finess")],
)
def test_a_file_that_is_no_good_is_told(tmp_path: Path, content: Any, sentence: str) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=sentence):
        read(ETALAB, path)
