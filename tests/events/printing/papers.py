"""What a PDF says of itself."""

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from PIL import Image

_UNSEEN = {ord("\N{ZERO WIDTH SPACE}"): None, 0xFFFE: "-", 0x02: "-"}  # The last two: a hyphen at the end of a line.
_MILLIMETRES = 25.4 / 72


@dataclass(frozen=True)
class Element:
    kind: str
    alternative: str


@dataclass(frozen=True)
class Paper:
    content: bytes

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, on one line."""
        return [" ".join(text.translate(_UNSEEN).split()) for text in self._ask("pages")]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def title(self) -> str:
        return self._ask("title")

    @property
    def language(self) -> str:
        return self._ask("language")

    @property
    def tagged(self) -> bool:
        return self._ask("tagged")

    @property
    def accessible(self) -> bool:
        """It says that it is PDF/UA-1, which Typst writes only of what passed its own checks."""
        return b"pdfuaid:part" in self.content

    def elements(self, number: int = 0) -> list[Element]:
        """What a page is made of, in the order in which it is read."""
        return [Element(*element) for element in self._ask("elements", number)]

    def picture(self, number: int = 0) -> Image.Image:
        """In shades of grey."""
        return Image.open(BytesIO(base64.b64decode(self._ask("picture", number))))

    @property
    def fonts(self) -> set[str]:
        """PostScript names of the fonts that letters are drawn with."""
        return set(self._ask("fonts"))

    def letters(self, number: int = 0) -> list[tuple[str, tuple[float, float, float, float]]]:
        """Each letter that shows, with its left, bottom, right and top in millimetres from the lower left corner."""
        return [
            (letter, tuple(side * _MILLIMETRES for side in box))
            for letter, box in self._ask("letters", number)
            if letter.strip().translate(_UNSEEN)
        ]

    def _ask(self, question: str, number: int = 0) -> Any:
        command = [sys.executable, "-m", "tests.events.printing.pdfium", question, str(number)]
        return json.loads(subprocess.run(command, input=self.content, stdout=subprocess.PIPE, check=True).stdout)
