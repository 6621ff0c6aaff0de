"""The portal's own table, as its export gives it and as people make it."""

from pathlib import Path

import pytest

from cms.imports.reading import UnreadableFile
from network.models import ImportFormat

from .files import SIRET, read, records, refusals, remarks, written

FORMAT = ImportFormat.OWN_CSV


def table(folder: Path, *lines: str, encoding: str = "utf-8-sig") -> Path:
    return written(folder / "t.csv", "\r\n".join(lines) + "\r\n", encoding=encoding)


def test_a_row_of_the_export_becomes_a_record(tmp_path: Path) -> None:
    head = "id;url;nom;genre;ensemble;code_insee;territoire;latitude;longitude;position;telephone;publics;siret"
    head += ";places;fermee_le"
    line = f"12;https://x;Été;ime;;44184;departement-44;47,281;-2.213;lieu;01 99 00 56 78;jeunes | familles;{SIRET};30;"
    [record] = read(FORMAT, table(tmp_path, head, line))
    assert (record.own_number, record.external_id, record.position) == (12, "passerelles--12", "ligne 2")
    assert record.values == {
        "name": "Été",
        "kind": "ime",
        "is_group": False,
        "commune": "44184",
        "territory": "departement-44",
        "point": [47.281, -2.213],
        "phone": "+33199005678",
        "publics": ["familles", "jeunes"],
        "siret": SIRET,
        "places": 30,
        "closed_on": "",
    }


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [delimiter.join(cells) for cells in (["Nom", "identifiant"], ["Île d’Yeu", "a1"])]
    [record] = read(FORMAT, table(tmp_path, *lines, encoding=encoding))
    assert record.values == {"name": "Île d’Yeu"} and record.external_id == "a1" and record.own_number is None


def test_the_apostrophe_against_formulas_is_taken_away(tmp_path: Path) -> None:
    [record] = read(FORMAT, table(tmp_path, "identifiant;nom;telephone", "a;'=Égal;'+33 1 99 00 56 78"))
    assert record.values == {"name": "=Égal", "phone": "+33199005678"}


def test_the_middle_of_a_commune_is_nobody_s_door(tmp_path: Path) -> None:
    lines = ["id;nom;latitude;longitude;position", "1;A;47.28;-2.21;approximative", "2;B;;;"]
    first, second = records(read(FORMAT, table(tmp_path, *lines)))
    assert "point" not in first.values and second.values["point"] is None


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    lines = ["identifiant;nom;genre;publics;latitude;longitude;fermee_le;places;finess",
             "a;A;manoir;jeunes | martiens;1;1;hier;beaucoup;12"]  # fmt: skip
    [record] = read(FORMAT, table(tmp_path, *lines))
    assert {"kind", "publics", "point", "closed_on", "places", "finess"} == remarks(record).keys()
    assert record.values == {"name": "A", "publics": ["jeunes"]}


@pytest.mark.parametrize(
    "line", ["x12;;A;", ";;A;", "1;;;", ";a;" + "x" * 5_000_000 + ";", ";a;A;B;C", ";a;\"" + "x" * 300_000, "²;;A;"]
)  # fmt: skip
def test_a_row_that_is_no_good_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    found = read(FORMAT, table(tmp_path, "id;identifiant;nom;sigle", ";b;B;", line))
    assert [record.external_id for record in records(found)] == ["b"]
    [refusal] = refusals(found)
    assert refusal.position == "ligne 3" and refusal.reason


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "vide"), ("\n", "nom"), ("a;b\n1;2\n", "nom"), ("nom;nom\nA;B\n", "même nom"), ("PK\x03\x00", "texte")],
)
def test_a_file_that_is_no_good_is_told(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read(FORMAT, written(tmp_path / "t.csv", content))
