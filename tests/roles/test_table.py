"""Who may do what: the table that editors read is the one that is tried, cell by cell, on real addresses."""

import re
from pathlib import Path

import pytest
from django.db import transaction

from accounts.models import User

from .actions import ACTIONS, Action
from .people import COLUMNS, Belongings, belongings, entrust, person, signed_in

pytestmark = pytest.mark.usefixtures("founding")

GUIDE = Path(__file__).resolve().parents[2] / "docs/editors.md"
EVERYTHING, NOTHING, THEIRS = "oui", "non", "les siens"


def table() -> dict[str, dict[str, str]]:
    """{action: {column: cell}}, as docs/editors.md has them."""
    written = GUIDE.read_text("utf-8").split("## Qui peut faire quoi")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", written, re.M)]
    head, _rule, *body = rows
    return {name: dict(zip(head[1:], cells, strict=True)) for name, *cells in body}


TABLE = table()


def test_every_action_is_tried_and_every_role_is_there() -> None:
    assert set(TABLE) == set(ACTIONS)
    assert all(set(cells) == set(COLUMNS) for cells in TABLE.values())
    assert {cell for cells in TABLE.values() for cell in cells.values()} == {EVERYTHING, NOTHING, THEIRS}


@pytest.mark.parametrize("role", COLUMNS)
def test_each_cell_is_what_the_portal_does(role: str) -> None:
    user = person(COLUMNS[role])
    mine, others = belongings("d-ici", author=user), belongings("d-ailleurs")
    entrust(user, mine.organisation, territories=(mine.territory,))
    found = {(True, True): EVERYTHING, (True, False): THEIRS, (False, False): NOTHING}
    tried = {}
    for name, action in ACTIONS.items():
        both = tuple(undone(action, user, what) for what in (mine, others))
        tried[name] = found.get(both, "ceux des autres seulement")
    assert tried == {name: cells[role] for name, cells in TABLE.items()}


def undone(action: Action, user: User, what: Belongings) -> bool:
    """Whether it is done; whatever was is taken back."""
    with transaction.atomic():
        said = action(signed_in(user), what)
        transaction.set_rollback(True)
    return said
