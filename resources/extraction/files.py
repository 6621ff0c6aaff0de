"""The two questions asked of a file."""

import shutil
from pathlib import Path
from typing import Any

from resources.file_names import safe_name
from resources.reading.formats import EXTENSIONS, FORMATS, PDF, Format
from resources.reading.limits import LIMITS, Limits
from resources.reading.refused import Reason

from . import child
from .answers import Check, Extraction, Inspection
from .languages import language_of
from .messages import message
from .refusals import Refusal
from .thumbnails import webp
from .told import Told

TESSERACT = "tesseract"


def inspect(path: Path, name: str, limits: Limits = LIMITS) -> Inspection:
    """Whether a file called `name` may enter the library, decided by its content. Raises `Refusal`.

    Quick enough for a form: `limits.inspect_seconds` at most, some tens of milliseconds for most files.
    """
    expected = _format_of(name)
    told = child.answer(path, _request(expected, inspect=True), limits, limits.inspect_seconds)
    return Inspection(
        format=expected.name,
        mime_type=expected.mime_type,
        pages=told.pages,
        title=told.title,
        language=told.language,
        tagged=told.tagged,
        accessibility=_checks(told),
    )


def extract(path: Path, name: str, limits: Limits = LIMITS) -> Extraction:
    """The text of a file called `name`, and what goes with it. Raises `Refusal`, for the same reasons as `inspect` too.

    For a background task: `limits.extract_seconds` at most, and `limits.ocr_seconds` more where Tesseract reads scans.
    """
    expected = _format_of(name)
    tesseract = shutil.which(TESSERACT) if expected.name == PDF else None
    seconds = limits.extract_seconds + (limits.ocr_seconds if tesseract else 0)
    told = child.answer(path, _request(expected, tesseract=tesseract), limits, seconds)
    whole = told.text if isinstance(told.text, str) else " ".join(page for _number, page in told.text)
    return Extraction(
        format=expected.name,
        text=told.text,
        pages=told.pages,
        accessibility=_checks(told),
        language=language_of(whole),
        thumbnail=webp(told.thumbnail) if told.thumbnail else None,
        scanned=told.scanned,
        ocr=told.ocr,
        truncated=told.truncated,
        message=message(told, can_read_scans=tesseract is not None),
    )


def _checks(told: Told) -> tuple[Check, ...]:
    return tuple(Check(code, passed) for code, passed in told.checks.items())


def _format_of(name: str) -> Format:
    extension = Path(safe_name(name)).suffix.lower().removeprefix(".")
    if extension not in EXTENSIONS:
        raise Refusal(Reason.UNKNOWN_FORMAT)
    return FORMATS[EXTENSIONS[extension]]


def _request(expected: Format, *, inspect: bool = False, tesseract: str | None = None) -> dict[str, Any]:
    return {"format": expected.name, "inspect": inspect, "tesseract": tesseract}
