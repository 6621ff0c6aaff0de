from collections.abc import Callable
from pathlib import Path

import pytest

from resources.extraction import LIMITS, Extraction, Inspection, Limits, Refusal, extract, inspect
from resources.reading.refused import Reason


def pages_of(extraction: Extraction) -> tuple[tuple[int, str], ...]:
    assert isinstance(extraction.text, tuple)
    return extraction.text


class Reader:
    """Asks of bytes what is asked of files."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "sent"

    def inspect(self, content: bytes, name: str, limits: Limits = LIMITS) -> Inspection:
        self.path.write_bytes(content)
        return inspect(self.path, name, limits)

    def extract(self, content: bytes, name: str, limits: Limits = LIMITS) -> Extraction:
        self.path.write_bytes(content)
        return extract(self.path, name, limits)

    def refuses(self, content: bytes, name: str, reason: Reason, limits: Limits = LIMITS) -> None:
        """Both questions, for the same reason, with a whole sentence."""
        for ask in (self.inspect, self.extract):
            with pytest.raises(Refusal) as refused:
                ask(content, name, limits)
            assert refused.value.reason == reason
            assert str(refused.value)[0].isupper() and str(refused.value).endswith(".")


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


@pytest.fixture(autouse=True)
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A machine that has none, whatever this one has; the fixture's value gives it a program of that name."""
    monkeypatch.setattr("resources.extraction.files.TESSERACT", "no-such-program")
    return lambda program: monkeypatch.setattr("resources.extraction.files.TESSERACT", program)
