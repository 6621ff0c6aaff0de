"""The 106 criteria that an audit goes through (`data/README.md` says where they come from)."""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

VERSION = "4.1.2"
_FILE = Path(__file__).parent / "data" / f"rgaa-{VERSION}.csv"


@dataclass(frozen=True)
class Criterion:
    """`number`: « 1.1 »; `topic`: one of the thirteen; `title`: the question it asks."""

    number: str
    topic: str
    title: str


@cache
def criteria() -> dict[str, Criterion]:
    """All of them by number, in their order."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["number"]: Criterion(**row) for row in csv.DictReader(lines)}


@cache
def topics() -> dict[str, list[Criterion]]:
    """The criteria of each topic."""
    return {topic: list(group) for topic, group in groupby(criteria().values(), key=lambda each: each.topic)}
