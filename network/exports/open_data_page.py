"""The page of open data, as the components of the theme want it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from network.sources import producer_of

from .formats import FORMATS
from .open_data import LICENCE_URL, Holdings, holdings
from .table import COLUMNS

Table = dict[str, Any]


def open_data_context() -> dict[str, Any]:
    """`files`, `columns` and `sources` are the variables of the component "table"."""
    held = holdings()
    title = _("Données ouvertes")
    return {
        "files": files(held),
        "columns": {
            "caption": _("Colonnes des fichiers CSV et Excel"),
            "head": [_("Colonne"), _("Ce qu’elle dit")],
            "rows": [[column.name, column.about] for column in COLUMNS],
        },
        "sources": sources(held),
        "updated": held.updated,
        "licence_url": LICENCE_URL,
        "here": title,
        "meta": {"title": title, "description": _("L’annuaire en fichiers, à réutiliser librement.")},
    }


def files(held: Holdings) -> Table:
    organisations = _("%(count)s organisations") % {"count": _number(held.organisations)}
    rows: list[list[Any]] = [
        [_link(f"annuaire.{extension}", "directory_file", extension), capfirst(str(each.name)), organisations]
        for extension, each in FORMATS.items()
    ]
    standard = _("JSON, schéma data·inclusion v1")
    structures = _("%(count)s structures au plus") % {"count": _number(held.organisations)}
    services = _("%(count)s services au plus") % {"count": _number(held.services)}
    rows += [
        [_link("structures.json", "data_inclusion_file", "structures"), standard, structures],
        [_link("services.json", "data_inclusion_file", "services"), standard, services],
    ]
    return {"caption": _("Fichiers"), "head": [_("Fichier"), _("Format"), _("Contenu")], "rows": rows}


def sources(held: Holdings) -> Table:
    portal, updated = settings.WAGTAIL_SITE_NAME, date_format(held.updated) if held.updated else ""
    licence = {"label": "Licence Ouverte 2.0", "url": LICENCE_URL}
    rows: list[list[Any]] = [[portal, _number(held.organisations), updated, licence]]
    for source in held.sources:
        producer = producer_of(source.name)
        terms = {"label": _("conditions de la source"), "url": producer.url} if producer.url else ""
        rows.append([producer.title, _number(source.organisations), date_format(source.read_at), terms])
    head = [_("Source"), _("Organisations"), _("Mise à jour"), _("Licence")]
    return {"caption": _("D’où viennent les données"), "head": head, "rows": rows}


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)


def _link(label: str, name: str, argument: str) -> dict[str, str]:
    return {"label": label, "url": reverse(f"network:{name}", args=[argument])}
