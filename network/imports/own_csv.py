"""The portal's own table: the columns that its CSV export gives, in any order; those that are missing say nothing.

Cells are separated by « ; » or « , », values inside a cell by « | ». A row is known by `id` (the portal's number), else
by `identifiant` (its author's own), else by its FINESS number. docs/editors.md lists the columns.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.validators import slug_re
from django.utils.translation import gettext as _

from cms.imports.reading import Unreadable, UnreadableFile
from network.exports.identity import public_key
from network.models import OrganisationKind
from search.spreadsheets import said_by

from .cleaning import Cleaner, day, plain
from .files import csv_rows, encoding_of, opened
from .points import in_france
from .records import Read, Record

SOURCE = "csv"
BETWEEN_VALUES = "|"
TEXTS = {
    "nom": "name", "sigle": "acronym", "presentation": "description", "adresse": "address", "code_postal": "postcode",
    "telephone": "phone", "courriel": "email", "site_web": "website", "horaires_accueil": "opening_hours",
    "accessibilite_lieu": "accessibility_url", "siret": "siret", "siren": "siren", "finess": "finess",
    "categorie_finess": "finess_category", "rna": "rna", "places": "places",
}  # fmt: skip
LISTS = {"publics": "publics", "reseaux": "networks"}
KEYS = {"code_insee": "commune", "territoire": "territory", "rattachee_a": "parent"}
YES = {"oui", "1", "true", "vrai"}
_HEAD_BYTES = 64 * 1024
_LONGEST_KEY = 100
_LONGEST_SLUG = 120


def read(path: Path) -> Iterator[Read]:
    """Raises UnreadableFile when there is no head, or no column « nom »."""
    encoding = encoding_of(path)
    rows = csv_rows(path, _delimiter(path, encoding), encoding)
    _line, head = next(rows, (0, None))
    columns = [column.strip().lower() for column in head or []]
    if "nom" not in columns and "id" not in columns:
        raise UnreadableFile(_("La première ligne doit nommer les colonnes, dont « nom » : voyez la documentation."))
    if len(set(filter(None, columns))) < len(list(filter(None, columns))):
        raise UnreadableFile(_("Deux colonnes ont le même nom."))
    for line, cells in rows:
        position = f"{_('ligne')} {line}"
        if cells is None:
            yield Unreadable(position, _("Une case est trop longue, ou un guillemet n’est pas fermé."))
        elif len(cells) > len(columns) and any(cells[len(columns) :]):
            yield Unreadable(position, _("La ligne a plus de cases que la première."))
        else:
            told = (plain(said_by(plain(cell))) for cell in cells)
            yield _read_one(dict(zip(columns, told, strict=False)), position)


def _delimiter(path: Path, encoding: str) -> str:
    with opened(path) as stream:
        first = stream.read(_HEAD_BYTES).decode(encoding, errors="replace").partition("\n")[0]
    [semicolons] = csv.reader(io.StringIO(first), delimiter=";") if first.strip() else [[]]
    return ";" if len(semicolons) > 1 or "," not in first else ","


def _read_one(row: dict[str, str], position: str) -> Read:
    cleaner = Cleaner()
    number, key = row.get("id", ""), row.get("identifiant", "") or row.get("finess", "")
    identifier = (number or key)[:_LONGEST_KEY]
    if number and not (number.isascii() and number.isdigit() and len(number) < 16 and int(number)):
        return Unreadable(position, _("« id » est le numéro d’une fiche du portail, ou rien."), identifier)
    if not identifier or len(key) > _LONGEST_KEY:
        reason = _("Rien ne permet de reconnaître cette ligne : donnez « id », « identifiant » ou « finess ».")
        return Unreadable(position, reason, identifier)
    cleaner.take_all({field: row[column] for column, field in TEXTS.items() if column in row})
    if not cleaner.values.get("name") and ("nom" in row or not number):
        return Unreadable(position, _("Le nom manque ou il est trop long."), identifier)
    for column, field in LISTS.items():
        if column in row:
            cleaner.take_known(field, _several(row[column]))
    if "themes" in row:
        cleaner.values["themes"] = sorted(set(_several(row["themes"])))
    _take_kind(row, cleaner)
    if "ensemble" in row:
        cleaner.values["is_group"] = row["ensemble"].lower() in YES
    _take_point(row, cleaner)
    if "fermee_le" in row:
        try:
            closed_on = day(row["fermee_le"])
        except ValueError:
            cleaner.remark("closed_on", row["fermee_le"], _("Une date s’écrit ainsi : 2026-05-12."))
        else:
            cleaner.values["closed_on"] = closed_on.isoformat() if closed_on else ""
    cleaner.values |= {field: row[column] for column, field in KEYS.items() if row.get(column)}
    cleaner.check_numbers()
    return Record(
        source=SOURCE,
        external_id=public_key(int(number)) if number else key,
        position=position,
        values=cleaner.values,
        remarks=tuple(cleaner.remarks),
        own_number=int(number) if number else None,
        own_address=_address(row.get("url", "")) if number else "",
    )


def _several(cell: str) -> list[str]:
    return list(filter(None, map(str.strip, cell.split(BETWEEN_VALUES))))


def _address(url: str) -> str:
    """The last step of the address of a page: its slug, "" for none."""
    slug = url.rstrip("/").rpartition("/")[2]
    return slug if slug_re.match(slug) and len(slug) <= _LONGEST_SLUG else ""


def _take_kind(row: dict[str, str], cleaner: Cleaner) -> None:
    kind = row.get("genre", "")
    if kind in OrganisationKind.values:
        cleaner.values["kind"] = kind
    elif kind:
        cleaner.remark("kind", kind, _("Ce genre est inconnu."))


def _take_point(row: dict[str, str], cleaner: Cleaner) -> None:
    if "latitude" not in row or "longitude" not in row or row.get("position") == "approximative":
        return
    if not row["latitude"] and not row["longitude"]:
        cleaner.values["point"] = None
        return
    values: Any = [row["latitude"].replace(",", "."), row["longitude"].replace(",", ".")]
    try:
        point = (float(values[0]), float(values[1]))
        if not in_france(point):
            raise ValueError
    except ValueError:
        reason = _("Ces coordonnées ne sont pas en France : elles sont laissées de côté.")
        cleaner.remark("point", " ".join(values), reason)
    else:
        cleaner.values["point"] = list(point)
