"""Tables as files that French spreadsheets open without a question."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.http import HttpResponse, StreamingHttpResponse

Cell = str | int | float | date | None
BYTE_ORDER_MARK = "\ufeff"
_CSV = "text/csv; charset=utf-8"
_ROWS_AT_ONCE = 500
_RUN = ("=", "+", "-", "@", "\t", "\r")


def csv_response(filename: str, rows: Iterable[Iterable[Cell]]) -> HttpResponse:
    """`rows`, the head first, as a file to download: UTF-8 with its byte order mark, cells separated by « ; »."""
    return HttpResponse(csv_blocks(rows), content_type=_CSV, headers=_named(filename))


def streamed_csv_response(filename: str, rows: Iterable[Iterable[Cell]]) -> StreamingHttpResponse:
    """The same file, sent while it is made: however many rows there are, few are in memory."""
    return StreamingHttpResponse(csv_blocks(rows), content_type=_CSV, headers=_named(filename))


def csv_blocks(rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """The bytes of the file, some hundreds of rows at a time."""
    left, start = iter(rows), BYTE_ORDER_MARK
    while True:
        block = io.StringIO()
        block.write(start)
        csv.writer(block, delimiter=";").writerows(
            [safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in islice(left, _ROWS_AT_ONCE)
        )
        if not block.tell():
            return
        yield block.getvalue().encode()
        start = ""


def safe_cell(value: str) -> str:
    """Spreadsheets run cells that start like a formula; an apostrophe makes them text (OWASP, CSV injection)."""
    return f"'{value}" if _would_run(value) else value


def said_by(cell: str) -> str:
    """What `safe_cell` was given."""
    return cell[1:] if cell.startswith("'") and _would_run(cell) else cell


def _would_run(value: str) -> bool:
    # Apostrophes of its own count for nothing: else nobody could tell them from ours.
    return value.lstrip("'").startswith(_RUN)


def _named(filename: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{filename}"'}
