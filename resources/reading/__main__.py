"""`python -I -m resources.reading REQUEST < file`: what the file holds, as one line of JSON. Started by
`resources.extraction.child`, which says what a request and an answer are made of.
"""

import json
import mmap
import os
import resource
import signal
import sys
from collections.abc import Mapping
from typing import Any

from .formats import FORMATS, PDF, ZIP_START, Format
from .limits import Limits
from .refused import Reason, Refused
from .results import NOTHING, Reading

_OLE_START = bytes.fromhex("d0cf11e0a1b11ae1")
# In UTF-16, as names of entries are in an OLE container: what Office makes of a file with a password.
_OLE_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_STDIN, _STDOUT = 0, 1
# After the parent's own patience: for the child of a parent that was killed.
_ORPHAN_SECONDS = 30


def main() -> None:
    request = json.loads(sys.argv[1])
    limits = Limits(**request["limits"])
    confine(limits, request["seconds"])
    answer: Mapping[str, Any]
    try:
        reading = read(FORMATS[request["format"]], request, limits)
        answer = NOTHING | reading | ({"text": ""} if request["inspect"] else {})
    except Refused as refused:
        answer = {"refused": refused.reason}
    except MemoryError:
        answer = {"refused": Reason.TOO_HEAVY}
    except RecursionError:
        answer = {"refused": Reason.BROKEN}
    _write(json.dumps(answer).encode())
    os._exit(0)  # Nothing to put in order: neither PDFium's library nor Python's own.


def confine(limits: Limits, seconds: float) -> None:
    """Before the first byte of the file is read."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    # At the second limit, a moment later, the signal is the one that nothing can tell from a lack of memory.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor_seconds, limits.processor_seconds + 1))
    signal.alarm(int(seconds) + _ORPHAN_SECONDS)


def read(expected: Format, request: dict[str, Any], limits: Limits) -> Reading:
    """Only the reader of the format is imported: each costs time at the start."""
    size = os.fstat(_STDIN).st_size
    if not size:
        raise Refused(Reason.EMPTY)
    if size > limits.file_bytes:
        raise Refused(Reason.TOO_LARGE)
    # A private copy, for PDFium wants memory that could be written to.
    data = mmap.mmap(_STDIN, 0, access=mmap.ACCESS_COPY)
    if expected.name == PDF:
        return _read_pdf(data, request, limits)
    if data[: len(_OLE_START)] == _OLE_START and expected.main_part:
        raise Refused(Reason.ENCRYPTED if data.find(_OLE_PACKAGE) >= 0 else Reason.DISGUISED)
    if expected.main_part:
        return _read_office(data, expected, limits)
    from .plain import read_html, read_text

    return (read_html if expected.name == "html" else read_text)(data[:], limits)


def _read_pdf(data: mmap.mmap, request: dict[str, Any], limits: Limits) -> Reading:
    from .ocr import Tesseract
    from .pdf import START, extract_pdf, inspect_pdf

    if data.find(START) < 0:
        raise Refused(Reason.DISGUISED)
    if request["inspect"]:
        return inspect_pdf(data, limits)
    return extract_pdf(data, limits, Tesseract(request["tesseract"]) if request["tesseract"] else None)


def _read_office(data: mmap.mmap, expected: Format, limits: Limits) -> Reading:
    from .archive_ends import holds_archive
    from .archives import FAULTS
    from .office import open_office

    if data[: len(ZIP_START)] != ZIP_START:
        raise Refused(Reason.POLYGLOT if holds_archive(data) else Reason.DISGUISED)
    with open(_STDIN, "rb", closefd=False) as file:
        try:
            archive = open_office(file, data, expected, limits)
            if expected.name == "xlsx":
                from .workbooks import read_xlsx

                return read_xlsx(archive, file, limits)
            if expected.is_opendocument:
                from .opendocument import read_odp, read_ods, read_odt

                return {"odt": read_odt, "odp": read_odp, "ods": read_ods}[expected.name](archive, limits)
            from .ooxml import read_docx, read_pptx

            return {"docx": read_docx, "pptx": read_pptx}[expected.name](archive, limits)
        except FAULTS as error:
            raise Refused(Reason.BROKEN) from error


def _write(answer: bytes) -> None:
    view = memoryview(answer)
    while view:
        view = view[os.write(_STDOUT, view) :]


if __name__ == "__main__":
    main()
