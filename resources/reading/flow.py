"""Text of paragraphs as it flows through the XML of Office and OpenDocument, with what can be checked on the way."""

from collections.abc import Mapping

from .results import TextTaker
from .xml_parts import Enough, Handler


class Seen:
    """`described`: images that have a text in their place, or are marked as decoration."""

    def __init__(self) -> None:
        self.headings = self.images = self.described = 0

    def checks(self, *, headings: bool) -> dict[str, bool]:
        """Images are judged only where there are some."""
        told = {"headings": self.headings > 0} if headings else {}
        return told | ({"alternatives": self.described >= self.images} if self.images else {})


class Flow(Handler):
    """Skips whole elements by name; the rest is said by the children of this class. Stops when the taker is full."""

    skipped: frozenset[str] = frozenset()

    def __init__(self, taker: TextTaker, seen: Seen) -> None:
        self.taker, self.seen = taker, seen
        self._skipping = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipping or name in self.skipped:
            self._skipping += 1
        else:
            self.enter(name, attributes)

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        else:
            self.leave(name)

    def text(self, text: str) -> None:
        if not self._skipping and self.wanted():
            self.say(text)

    def say(self, text: str) -> None:
        self.taker.add(text)
        if self.taker.full:
            raise Enough

    def enter(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def leave(self, name: str) -> None: ...

    def wanted(self) -> bool:
        return True
