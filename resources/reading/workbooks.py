"""Text of XLSX, by openpyxl, row by row: shared strings, formats and dates are too intricate to be read again here."""

import warnings
from typing import IO

from .archives import Archive
from .limits import Limits
from .office import text_of
from .ooxml import CORE
from .refused import Reason, Refused
from .results import Reading, TextTaker, tidy_line


def read_xlsx(archive: Archive, file: IO[bytes], limits: Limits) -> Reading:
    from openpyxl import load_workbook  # A tenth of a second, that other formats need not wait for.

    warnings.simplefilter("ignore")
    taker, pages = TextTaker(limits.characters), []
    try:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheets = workbook.worksheets
        for number, sheet in enumerate(sheets[: limits.pages], start=1):
            sheet.reset_dimensions()  # What a sheet says of its own size may be false, or huge.
            for row in sheet.iter_rows(values_only=True):
                if taker.full:
                    break
                taker.add(" ".join(str(value) for value in row if value is not None) + "\n")
            if text := taker.take():
                pages.append((number, f"{tidy_line(sheet.title)}\n{text}"))
    except MemoryError:
        raise
    except Exception as error:
        # openpyxl says of a broken workbook KeyError, ValueError, TypeError, AttributeError… as it comes.
        raise Refused(Reason.BROKEN) from error
    if not sheets:
        raise Refused(Reason.BROKEN)
    title = tidy_line(text_of(archive, CORE, "title"))
    return Reading(
        text=pages,
        pages=len(sheets),
        title=title,
        checks={"title": bool(title)},
        truncated=taker.full or len(sheets) > limits.pages,
        pages_read=min(len(sheets), limits.pages),
    )
