"""One bounded child for one file: it ends in time, answers little, and leaves nothing behind."""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from resources.reading.limits import Limits
from resources.reading.refused import Reason

from .refusals import Refusal
from .told import SPOKEN, NotTaken, Told

logger = logging.getLogger(__name__)

_BLOCK_BYTES = 64 * 1024
_DEATHS = {
    -signal.SIGXCPU: Reason.TOO_SLOW,
    -signal.SIGKILL: Reason.TOO_HEAVY,  # By the kernel, when the machine has no memory left.
}


def answer(path: Path, request: dict[str, Any], limits: Limits, seconds: float) -> Told:
    """What the child says of a file.

    `request`: {format, inspect, tesseract}. Raises `Refusal`, whatever happens to the child.
    """
    until = time.monotonic() + seconds
    sent = json.dumps(request | {"limits": limits._asdict(), "seconds": seconds})
    with _opened(path) as file, tempfile.TemporaryDirectory(prefix="passerelles-reading-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-m", "resources.reading", sent],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={},
            start_new_session=True,
        )
        try:
            assert process.stdout
            said = _said(process.stdout, until, limits.answer_bytes)
        finally:
            _end(process)
    return _understood(said, process.returncode)


def _opened(path: Path) -> BinaryIO:
    try:
        if path.is_file():  # A pipe would be waited for.
            return path.open("rb")
    except OSError as error:
        raise Refusal(Reason.MISSING) from error
    raise Refusal(Reason.MISSING)


def _said(pipe: Any, until: float, most: int) -> bytes:
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(0, until - time.monotonic())):
            block = os.read(pipe.fileno(), _BLOCK_BYTES)
            if not block:
                return bytes(said)
            said += block
            if len(said) > most:
                raise Refusal(Reason.TOO_HEAVY)
    raise Refusal(Reason.TOO_SLOW)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The child and all that it started, before it is waited for: until then nobody else can have its number."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def _understood(said: bytes, code: int) -> Told:
    try:
        told = SPOKEN.validate_json(said)
    except ValidationError as error:
        logger.warning("A child that read a file ended with %s without an answer", code)
        raise Refusal(_DEATHS.get(code, Reason.CRASHED)) from error
    if isinstance(told, NotTaken):
        raise Refusal(told.refused)
    return told
