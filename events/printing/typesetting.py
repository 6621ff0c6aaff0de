"""Typst, in a process of its own, kept from everything but our layouts, our fonts and the facts it is given."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping, Sized
from pathlib import Path
from typing import Any

from .texts import FONTS, printable

logger = logging.getLogger(__name__)

LAYOUTS = Path(__file__).parent / "layouts"
SECONDS = 30  # by the clock; the child bounds its processor and its memory itself
_PRESS = Path(__file__).parent / "press.py"
# A thread for each processor of a large machine would take the memory that the child may have.
_ENVIRONMENT = {"RAYON_NUM_THREADS": "2"}


class Exact(str):
    """What a program reads: a drawing, an address."""


class NotPrinted(ValueError):
    """Its text is the sentence for who asked."""


def typeset(layout: str, facts: Mapping[str, Any], *, layouts: Path = LAYOUTS, seconds: float = SECONDS) -> bytes:
    """A PDF/UA-1 (ISO 14289-1) of the layout of that name. Raises `NotPrinted`.

    `facts`: what JSON holds; its "title" is the document's. Facts are never part of the source: whatever they spell,
    Typst reads them as strings. Every string goes through `printable`, but for what is `Exact`.

    Nothing is shared: threads may print at once, and the memory of a paper is given back with its process.
    """
    sent = json.dumps(_printable(facts)).encode()
    command = [sys.executable, "-I", str(_PRESS), str(layouts / f"{layout}.typ"), str(FONTS)]
    try:
        pressed = subprocess.run(
            command, input=sent, capture_output=True, env=_ENVIRONMENT, cwd=layouts, timeout=seconds, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        # What Typst says would bring names in the log.
        logger.error("%s was not printed: %s", layout, getattr(error, "returncode", type(error).__name__))
        raise NotPrinted(
            "Ce document n’a pas pu être imprimé. Réessayez, ou imprimez-le en plusieurs fois s’il est long."
        ) from None
    return pressed.stdout


def refuse_more_than(most: int, things: Sized, sentence: str) -> None:
    """Raises `NotPrinted` with `sentence`, in which `{count}` and `{most}` are told."""
    if len(things) > most:
        raise NotPrinted(sentence.format(count=len(things), most=most))


def _printable(fact: Any) -> Any:
    if isinstance(fact, str):
        return fact if isinstance(fact, Exact) else printable(fact)
    if isinstance(fact, Mapping):
        return {name: _printable(value) for name, value in fact.items()}
    if isinstance(fact, list | tuple):
        return [_printable(value) for value in fact]
    return fact
