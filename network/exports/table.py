"""Organisations as the rows of a table, for CSV and XLSX alike."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from network.models import Organisation
from network.phones import retypable
from search.spreadsheets import Cell

from .records import OrganisationRecord, organisation_record

SEPARATOR = " | "
Read = Callable[[OrganisationRecord], Cell]


@dataclass(frozen=True)
class Column:
    """`about` is what people read of it; `read` takes its cell from a record."""

    name: str
    about: str
    read: Read


def _column(name: str) -> Column:
    def read(record: OrganisationRecord) -> Cell:
        value = getattr(record, name)
        return SEPARATOR.join(value) if isinstance(value, list) else value

    return Column(name, OrganisationRecord.model_fields[name].description or "", read)


def _named(*names: str) -> list[Column]:
    return [_column(name) for name in names]


COLUMNS = [
    *_named("id", "url", "nom", "sigle", "genre", "genre_libelle"),
    Column(
        "ensemble",
        "« oui » si la fiche désigne plusieurs structures à la fois.",
        lambda one: "oui" if one.ensemble else "",
    ),
    *_named("presentation", "rattachee_a"),
    Column("territoire", "Clé du territoire où elle agit.", lambda one: one.territoire.cle if one.territoire else None),
    Column("territoire_nom", "Nom de ce territoire.", lambda one: one.territoire.nom if one.territoire else None),
    *_named("adresse", "code_postal"),
    Column(
        "code_insee",
        "Code INSEE de la commune où elle est.",
        lambda one: _code(one.commune.cle) if one.commune else None,
    ),
    Column("commune", "Nom de cette commune.", lambda one: one.commune.nom if one.commune else None),
    *_named("latitude", "longitude", "position"),
    Column(
        "telephone", "Téléphone, comme on le compose.", lambda one: retypable(one.telephone) if one.telephone else None
    ),
    *_named("courriel", "site_web", "horaires_accueil", "accessibilite_lieu"),
    *_named("themes", "publics", "reseaux", "places"),
    *_named("siret", "siren", "finess", "categorie_finess", "rna"),
    *_named("fermee_le", "verifiee_le", "modifiee_le"),
    Column("services", "Nombre de services décrits.", lambda one: len(one.services)),
    Column("sources", "D’où viennent ses données.", lambda one: SEPARATOR.join(each.source for each in one.sources)),
]


def rows(organisations: Iterable[Organisation], base: str) -> Iterator[list[Cell]]:
    """The names of the columns, then one row an organisation; several values are joined by " | "."""
    yield [column.name for column in COLUMNS]
    for organisation in organisations:
        record = organisation_record(organisation, base)
        yield [column.read(record) for column in COLUMNS]


def _code(key: str) -> str:
    """« 2A004 » for "commune-2a004"."""
    return key.partition("-")[2].upper()
