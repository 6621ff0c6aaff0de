"""A table of plain texts, pasted from a spreadsheet: one line a row, cells apart by tabs, or by semicolons."""

import csv
from itertools import zip_longest
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import ShownByExample, refuse

MOST_COLUMNS, MOST_ROWS = 12, 200


class Headers(TextChoices):
    ROW = "ligne", _("la première ligne")
    COLUMN = "colonne", _("la première colonne")
    BOTH = "deux", _("la première ligne et la première colonne")


def cells(text: str) -> list[list[str]]:
    """The rows of `text`, all as long as the longest; empty lines are left out.

    A cell in quotation marks may hold a tab, a semicolon or a new line, as spreadsheets write it.
    """
    delimiter = "\t" if "\t" in text else ";"
    read = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    rows = [[" ".join(cell.split()) for cell in row] for row in read]
    rows = [row for row in rows if any(row)]
    columns = [column for column in zip_longest(*rows, fillvalue="") if any(column)]
    return [list(row) for row in zip(*columns, strict=True)]


class TableBlock(ShownByExample, blocks.StructBlock):
    component = "data_table"

    caption = blocks.CharBlock(label=_("Titre du tableau"), help_text=_("Ce que l’on y trouve."))
    headers = blocks.ChoiceBlock(
        label=_("Où sont les titres des lignes et des colonnes"),
        choices=Headers.choices,
        search_index=False,
        help_text=_("Qui écoute la page les entend devant chaque case."),
    )
    text = blocks.TextBlock(
        label=_("Le tableau"),
        rows=8,
        help_text=_(
            "Copiez les cases dans votre tableur, puis collez-les ici. Ou écrivez-le : une ligne par ligne, un "
            "point-virgule entre deux cases."
        ),
    )

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not self.is_deferred_validation:
            refuse({"text": sentence} if (sentence := _wrong(said["text"], said["headers"])) else {})
        return said

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`head`: texts, none when only the first column names the others. `rows`: lists of texts."""
        rows = cells(value["text"] or "")
        has_head = value["headers"] != Headers.COLUMN
        table = {
            "head": rows[0] if has_head and rows else [],
            "rows": rows[1:] if has_head else rows,
            "named_rows": value["headers"] != Headers.ROW,
        }
        return super().get_context(value, parent_context) | table

    class Meta:
        icon = "table"
        label = _("Tableau")
        description = _("Des données en lignes et en colonnes, avec leurs titres.")
        group = _("Images et chiffres")
        template = "cms/blocks/table.html"


def _wrong(text: str, headers: str) -> str:
    """What keeps a table from being published, or ""."""
    rows = cells(text)
    if len(rows) < 2 or len(rows[0]) < 2:
        return _now(
            "Tableau : il faut au moins deux lignes et deux colonnes. Collez des cases de votre tableur, ou mettez un "
            "point-virgule entre elles."
        )
    if len(rows) > MOST_ROWS or len(rows[0]) > MOST_COLUMNS:
        return _now(
            "Tableau : pas plus de %(rows)d lignes et %(columns)d colonnes. Pour davantage, mettez le fichier dans la "
            "bibliothèque."
        ) % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
    named = []
    if headers != Headers.COLUMN:
        named += rows[0] if headers == Headers.ROW else rows[0][1:]
    if headers != Headers.ROW:
        named += [row[0] for row in rows[0 if headers == Headers.COLUMN else 1 :]]
    if not all(named):
        return _now("Tableau : un titre de ligne ou de colonne est vide. Écrivez-le, ou changez l’endroit des titres.")
    return ""
