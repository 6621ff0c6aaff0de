"""The older extract of FINESS (`etalab-cs1100502`, and `…507` with coordinates): rows of two kinds, without a head.

`structureet` rows have 32 cells, `geolocalisation` rows 6; a trailing « ; » comes and goes. The projection is named row
by row. UTF-8, or Windows-1252 in older files.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from cms.imports.reading import Unreadable, UnreadableFile

from .cleaning import day, plain
from .files import csv_rows, encoding_of
from .finess_records import Establishment, insee_code, of_the_sector, record_of
from .projections import Projection, projection_named
from .records import LeftOut, Read

_HEAD, _STRUCTURE, _PLACE = "finess", "structureet", "geolocalisation"
_CELLS, _FEWEST = 32, 31
_PLACE_CELLS = 5
# Abbreviations of types of streets that the register uses most.
_STREETS = {
    "ALL": "ALLEE", "AV": "AVENUE", "BD": "BOULEVARD", "CAR": "CARREFOUR", "CHE": "CHEMIN", "CHS": "CHAUSSEE",
    "CRS": "COURS", "ESP": "ESPLANADE", "FG": "FAUBOURG", "GR": "GRANDE RUE", "HAM": "HAMEAU", "IMP": "IMPASSE",
    "LOT": "LOTISSEMENT", "MTE": "MONTEE", "PAS": "PASSAGE", "PL": "PLACE", "PROM": "PROMENADE", "QU": "QUAI",
    "QUA": "QUARTIER", "R": "RUE", "RES": "RESIDENCE", "ROC": "ROCADE", "RPT": "ROND-POINT", "RTE": "ROUTE",
    "RLE": "RUELLE", "SQ": "SQUARE", "TRA": "TRAVERSE", "VLA": "VILLA", "VLGE": "VILLAGE",
}  # fmt: skip

Place = tuple[str, str, Projection | None]


def read(path: Path) -> Iterator[Read]:
    """Raises UnreadableFile when the file is no such extract."""
    encoding = encoding_of(path)
    generated, places = _places(path, encoding)
    for line, cells in csv_rows(path, ";", encoding):
        position = f"{_('ligne')} {line}"
        if cells is None:
            yield Unreadable(position, _("Une case est trop longue, ou un guillemet n’est pas fermé."))
        elif cells[0] == _STRUCTURE:
            yield _read_one(cells, position, places, generated)
        elif cells[0] not in (_PLACE, _HEAD):
            yield Unreadable(position, _("Ce genre de ligne est inconnu : « %(kind)s ».") % {"kind": cells[0][:40]})


def _places(path: Path, encoding: str) -> tuple[date | None, dict[str, Place]]:
    """The day of the file, and the coordinates by FINESS number: they come after the establishments."""
    generated, places = None, {}
    for number, (_line, cells) in enumerate(csv_rows(path, ";", encoding)):
        if number == 0:
            if not cells or cells[0] != _HEAD or len(cells) < 4:
                raise UnreadableFile(
                    _("Ce fichier n’est pas un extrait de FINESS : sa première ligne devrait commencer par « finess ».")
                )
            generated = _day_or_none(cells[3])
        elif cells and cells[0] == _PLACE and len(cells) >= _PLACE_CELLS:
            places[cells[1]] = (cells[2], cells[3], projection_named(cells[4]))
    return generated, places


def _read_one(cells: list[str], position: str, places: dict[str, Place], generated: date | None) -> Read:
    if len(cells) < _FEWEST or any(cells[_CELLS:]):
        count = {"count": len(cells), "expected": _CELLS}
        identifier = "".join(cells[1:2])[:20]
        return Unreadable(position, _("La ligne a %(count)s cases au lieu de %(expected)s.") % count, identifier)
    category = cells[18].strip()
    if not of_the_sector(category):
        return LeftOut(position, cells[1][:20])
    siret = cells[22].strip()
    x, y, projection = places.get(cells[1], ("", "", None))
    legal = {"finess": plain(cells[2]), "siren": siret[:9]}
    told = Establishment(
        position=position,
        finess=plain(cells[1]),
        category=category,
        name=plain(cells[4]) or plain(cells[3]),
        commune=insee_code(cells[13].strip(), cells[12].strip()),
        postcode=cells[15].strip()[:5],
        address=_address(cells),
        siret=siret,
        siren=siret[:9],
        phone=plain(cells[16]),
        email="",
        legal_entity={name: value for name, value in legal.items() if value},
        pairs=[(x, y)],
        projection=projection,
        source_date=_day_or_none(cells[30]) or generated,
        closed_on=None,
    )
    try:
        return record_of(told)
    except ValueError as error:
        return Unreadable(position, str(error), cells[1][:20])


def _address(cells: list[str]) -> str:
    number, kind, street, extra, place, complement = (plain(cells[at]) for at in (7, 8, 9, 10, 11, 6))
    named = " ".join(filter(None, [number, extra, _STREETS.get(kind, kind), street]))
    return "\n".join(filter(None, [complement, named, place]))


def _day_or_none(raw: str) -> date | None:
    try:
        return day(raw)
    except ValueError:
        return None
