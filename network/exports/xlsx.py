"""A table as an Excel workbook (ECMA-376), written row by row."""

import tempfile
from collections.abc import Iterable, Iterator

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

    A workbook is a ZIP whose parts are known at the end: it is made in a file, then sent.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_text(sheet, cell) if isinstance(cell, str) else cell for cell in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _text(sheet: WriteOnlyWorksheet, value: str) -> OpenpyxlCell | str:
    clean = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST]
    if not clean.startswith(("=", "#")):
        return clean
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"  # openpyxl takes it for a formula, or for the name of an error
    return cell
