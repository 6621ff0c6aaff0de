"""A table as an Excel workbook (ECMA-376), written row by row."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from search.spreadsheets import Cell

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLOCK = 65_536  # bytes
LONGEST = 32_767  # characters in a cell: a limit of Excel


def workbook(title: str, rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """The bytes of `rows`, the head first, in a sheet of that title. No cell is a formula.

    A workbook is a ZIP whose parts are known at the end: it is made in a file, then sent. Raises OSError before the
    first byte when there is no room for it; nothing is left on the disk then.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    with tempfile.TemporaryFile() as file:
        try:
            for row in rows:
                sheet.append([_text(sheet, cell) if isinstance(cell, str) else cell for cell in row])
            book.save(file)
        except BaseException:
            _forget(sheet)
            raise
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _forget(sheet: Any) -> None:
    """openpyxl writes a sheet in a file of its own, which it leaves behind when it fails."""
    if sheet._writer is None:
        return
    for unfinished in (sheet._rows, sheet._writer.xf):
        with suppress(OSError):  # closing writes what was kept for later
            unfinished.close()
    if os.path.exists(sheet._writer.out):
        sheet._writer.cleanup()


def _text(sheet: WriteOnlyWorksheet, value: str) -> OpenpyxlCell | str:
    clean = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST]
    if not clean.startswith(("=", "#")):
        return clean
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"  # openpyxl takes it for a formula, or for the name of an error
    return cell
