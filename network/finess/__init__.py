"""FINESS, the national register of health and social establishments, as far as the sector goes."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CATEGORIES = Path(__file__).with_name("categories.csv")


@dataclass(frozen=True)
class Category:
    """A category of establishments: its code (nomenclature TRE_R66), the register's label, our kind of organisation.

    `closed_on` is an ISO date, "" while new establishments may be given the category: old ones keep a closed one.
    """

    code: str
    label: str
    closed_on: str
    kind: str


@cache
def categories() -> dict[str, Category]:
    """Those of the sector, by code: 38 of the 274."""
    with _CATEGORIES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {row["code"]: Category(row["code"], row["libelle"], row["fermee_le"], row["genre"]) for row in rows}
