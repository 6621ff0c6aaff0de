"""The report of an import: a table, written row by row in a file that grows beside the memory."""

import csv
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any

from django.db import models

from search.spreadsheets import safe_cell

_LONGEST_CELL = 500  # characters: what differs is seen before


class Report:
    """Rows, and their counts (`waiting`), wait for `commit`, called once what they tell is stored: a batch that is
    undone leaves none.
    """

    def __init__(self, path: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._rows: list[list[str]] = []
        self._labels: dict[str, str] = {}  # each translated once, however many the rows
        self.waiting: Counter[str] = Counter()
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, delimiter=";")
        head = ["position", "identifiant", "sort", "champ", "avant", "après", "raison"]
        self._writer.writerow(head)

    def __enter__(self) -> "Report":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def count(self, fate: models.TextChoices, times: int = 1) -> None:
        self.waiting[fate] += times

    def row(
        self, fate: models.TextChoices, position: str, identifier: str, field: str = "", before: Any = None,
        after: Any = None, reason: str = "",
    ) -> None:  # fmt: skip
        label = self._labels.get(fate) or self._labels.setdefault(fate, str(fate.label))
        told = [position, identifier, label, field, shown(before), shown(after), reason]
        self._rows.append([safe_cell(cell[:_LONGEST_CELL]) for cell in told])

    def commit(self) -> None:
        self._writer.writerows(self._rows)
        self._file.flush()
        self.counts += self.waiting
        self._rows, self.waiting = [], Counter()

    def forget(self) -> None:
        """Of the batch that was undone."""
        self._rows, self.waiting = [], Counter()


def shown(value: Any) -> str:
    """A value as people read it in a report."""
    if value is None or value is False:
        return ""
    if value is True:
        return "oui"
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return str(value)
