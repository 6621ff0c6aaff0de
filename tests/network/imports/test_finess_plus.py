"""FINESS+ as it is: codes in bare strings, coordinates in each other's keys, half of it closed."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from cms.imports.reading import UnreadableFile
from network.models import ImportFormat

from .files import SIRET, at, closed, ege, finess_plus, left_out, read, records, refusals, remarks, written

PLUS = ImportFormat.FINESS_PLUS


def one(folder: Path, told: dict[str, Any]) -> Any:
    [record] = records(read(PLUS, finess_plus(folder / "f.json", told)))
    return record


@pytest.mark.parametrize("packed", [False, True])
def test_an_establishment_becomes_a_record(tmp_path: Path, packed: bool) -> None:
    [record] = read(PLUS, finess_plus(tmp_path / "f.json", ege(), packed=packed))
    assert (record.source, record.external_id, str(record.source_date)) == ("finess", "440000019", "2023-05-02")
    assert record.values == {
        "finess": "440000019",
        "name": "ESAT LES ATELIERS",
        "kind": "esat",
        "finess_category": "246",
        "address": "5 RUE DU LYCEE\nBP 12",
        "postcode": "44600",
        "siret": SIRET,
        "siren": "732829320",
        "phone": "+33199005678",
        "commune": "44184",
        "point": [47.281, -2.213],
        "closed_on": "",
        "legal_entity": {
            "finess": "440000001",
            "name": "ASSOCIATION LES ATELIERS",
            "siren": "732829320",
            "status": "60",
        },
        "parent": "440000001",
    }
    assert not record.remarks


def test_other_categories_are_left_out(tmp_path: Path) -> None:
    hospital = ege("440000027", categorieentiteGeographiqueExercice="355")
    found = read(PLUS, finess_plus(tmp_path / "f.json", hospital, ege()))
    assert [each.identifier for each in left_out(found)] == ["440000027"]
    assert len(records(found)) == 1


def test_a_closed_establishment_says_when(tmp_path: Path) -> None:
    assert one(tmp_path, closed(day="2024-03-01")).values["closed_on"] == "2024-03-01"
    undated = ege(etatObjet="I")
    assert one(tmp_path, undated).values["closed_on"] == "2023-05-02"


@pytest.mark.parametrize(
    ("place", "point"),
    [
        (at("-2.213", "47.281", "6699000", "306000"), [47.281, -2.213]),
        (at("47.281", "-2.213", "6699000", "306000"), [47.281, -2.213]),
        (at("306000", "6699000", "47.281", "-2.213"), [47.281, -2.213]),
        (at("-2,213", "47,281", "", ""), [47.281, -2.213]),
        (at("0", "0", "0", "0"), None),
    ],
)
def test_coordinates_are_told_by_their_range(tmp_path: Path, place: dict[str, str], point: list[float] | None) -> None:
    record = one(tmp_path, ege(place__coordonneesGeographique=place))
    assert record.values.get("point") == point
    assert not record.remarks


def test_metres_become_degrees(tmp_path: Path) -> None:
    place = at("", "", "6699000.0", "306000.0")
    latitude, longitude = one(tmp_path, ege(place__coordonneesGeographique=place)).values["point"]
    assert latitude == pytest.approx(47.28, abs=0.05) and longitude == pytest.approx(-2.21, abs=0.05)


def test_a_point_far_from_france_is_put_aside(tmp_path: Path) -> None:
    record = one(tmp_path, ege(place__coordonneesGeographique=at("-40", "30", "", "")))
    assert "point" not in record.values
    assert "France" in remarks(record)["point"]


def test_values_of_a_wrong_form_are_put_aside_and_the_row_is_kept(tmp_path: Path) -> None:
    told = ege(
        facts__siret="1234",
        contact=[{"telecom": {"telephone": "0000000000", "courriel": "prenom.nom@gmail.com"}}, {"telecom": None}],
        place__codePostal="4460",
    )
    record = one(tmp_path, told)
    assert not {"siret", "phone", "postcode"} & record.values.keys()
    assert {"siret", "phone", "postcode", "email"} == remarks(record).keys()
    assert record.values["email"] == "prenom.nom@gmail.com" and "personne" in remarks(record)["email"]


def test_a_wrong_key_is_kept_and_told(tmp_path: Path) -> None:
    record = one(tmp_path, ege(facts__siret="73282932000075"))
    assert record.values["siret"] == "73282932000075"
    assert "clé" in remarks(record)["siret"]


def test_communes_overseas_have_insee_codes(tmp_path: Path) -> None:
    assert one(tmp_path, ege(place__cogCommune="97127")).values["commune"] == "97801"
    assert one(tmp_path, ege(place__cogCommune="9B207")).values["commune"] == "97207"


@pytest.mark.parametrize(
    "told",
    [
        "un texte",
        7,
        None,
        ege(categorieentiteGeographiqueExercice=None),
        ege(adresse="rue"),
        ege(informationsGeneralesEGE=None),
        ege(facts__numFinessEge="44"),
        ege(facts__nomEgeLong=None, facts__nomEgeCourt="   "),
        ege(facts__nomEgeLong="x" * 5_000_000),
        ege(facts__nomEgeLong=["x"]),
        ege(contact=[7]),
    ],
)
def test_a_row_that_is_no_good_is_told_and_the_others_read(tmp_path: Path, told: Any) -> None:
    found = read(PLUS, finess_plus(tmp_path / "f.json", told, ege("440000027")))
    [refusal] = refusals(found)
    assert refusal.position == "établissement 1" and refusal.reason
    assert [record.external_id for record in records(found)] == ["440000027"]


def test_five_megabytes_in_an_address_are_put_aside(tmp_path: Path) -> None:
    record = one(tmp_path, ege(place__ligneQuatre="x" * 5_000_000))
    assert "address" not in record.values
    [remark] = record.remarks
    assert remark.field == "address" and len(remark.value) < 100


def test_characters_that_no_database_keeps_are_removed(tmp_path: Path) -> None:
    assert one(tmp_path, ege(facts__nomEgeLong="ESAT\x00 LES\x07 ATELIERS")).values["name"] == "ESAT LES ATELIERS"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (gzip.compress(b"", mtime=0), "vide"),
        (b"{", "incomplet"),
        (b"nom;siret\n", "JSON"),
        (b'{"structures": []}', "pmej"),
        (b"[]", "pmej"),
        (b'{"pmej": [{"ege": [}', "JSON"),
        (b'{"pmej": "\xe9"}', "JSON"),
        (gzip.compress(json.dumps({"pmej": [ege() for _n in range(300)]}).encode(), mtime=0)[:400], "abîmé"),
        (b"\x1f\x8bnothing", "abîmé"),
    ],
)
def test_a_file_that_is_no_good_is_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "f.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=sentence):
        read(PLUS, path)


def test_another_latin_encoding_is_told(tmp_path: Path) -> None:
    content = json.dumps({"pmej": [{"ege": [ege(facts__nomEgeLong="é")]}]}, ensure_ascii=False)
    path = written(tmp_path / "f.json", content, encoding="cp1252")
    with pytest.raises(UnreadableFile, match="JSON"):
        read(PLUS, path)
