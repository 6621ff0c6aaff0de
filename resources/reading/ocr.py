"""Scans read by Tesseract, a page at a time, in the child and within its limits."""

import subprocess
import time
from collections.abc import Iterable
from typing import NamedTuple

from .limits import Limits
from .results import Drawn


class Tesseract(NamedTuple):
    """`program`: its path. `languages`: as Tesseract names them, joined by `+`."""

    program: str
    languages: str = "fra"

    def read(self, images: Iterable[tuple[int, Drawn | None]], limits: Limits) -> dict[int, str]:
        """The text of each numbered image of width, height and grey levels, as far as pages and time allow.

        Empty when Tesseract cannot read at all (no French data).
        """
        until = time.monotonic() + limits.ocr_seconds
        texts: dict[int, str] = {}
        for number, image in images:
            left = until - time.monotonic()
            if len(texts) >= limits.ocr_pages or left <= 0:
                break
            text = self._page(image, min(left, limits.ocr_page_seconds)) if image else ""
            if text is None:
                break
            texts[number] = text
        return texts

    def _page(self, image: Drawn, seconds: float) -> str | None:
        width, height, levels = image
        # Portable graymap, the one format that needs no encoder.
        sent = b"P5 %d %d 255\n" % (width, height) + levels
        try:
            read = subprocess.run(
                [self.program, "stdin", "stdout", "-l", self.languages],
                input=sent,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"OMP_THREAD_LIMIT": "1"},
                timeout=seconds,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return read.stdout.decode("utf-8", "replace")
