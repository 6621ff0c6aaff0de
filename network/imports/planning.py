"""Who is right, field by field: the source, or the person who changed what it had said."""

from dataclasses import dataclass, field
from typing import Any

from .cleaning import plain
from .fields import REMEMBERED

Values = dict[str, Any]
_NEVER_SAID = object()


@dataclass
class Verdict:
    """`writes` and `conflicts` hold (ours, theirs) by field; `agreed`, the fields where both say the same."""

    writes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    conflicts: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)


def compare(ours: Values, said: Values, theirs: Values) -> Verdict:
    """`ours`: what is stored now; `said`: what the source gave the last time; `theirs`: what it gives now.

    Ours is the source's own as long as it is what the source said, or nothing that the source ever spoke of. A source
    that falls silent contradicts nobody.
    """
    verdict = Verdict()
    for name, new in theirs.items():
        if name in REMEMBERED:
            continue
        current, before = ours[name], said.get(name, _NEVER_SAID)
        if same(current, new):
            verdict.agreed.add(name)
        elif before is not _NEVER_SAID and same(before, new):
            continue
        elif same(current, before) or (before is _NEVER_SAID and is_empty(current)):
            if not (before is _NEVER_SAID and is_empty(new)):
                verdict.writes[name] = (current, new)
        elif not is_empty(new):
            verdict.conflicts[name] = (current, new)
    return verdict


def same(one: Any, other: Any) -> bool:
    """Browsers send the ends of lines in two characters, and no file tells the blanks around a text: nobody changed
    anything by saving a form. Lists are sets of codes.
    """
    if isinstance(one, str) and isinstance(other, str):
        return one == other or plain(one).splitlines() == plain(other).splitlines()
    if isinstance(one, list) and isinstance(other, list):
        return one == other or sorted(map(repr, one)) == sorted(map(repr, other))
    return bool(one == other) or (is_empty(one) and is_empty(other))


def is_empty(value: Any) -> bool:
    return value is None or value is False or value == "" or value == []
