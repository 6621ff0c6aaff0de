"""What happened to communes: INSEE's table of movements (`mvtcommune`), « COG, évènements sur les communes »."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from .reading import refusal, rows

COLUMNS = ("MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP", "LIBELLE_AP")
# INSEE's kinds of movement (documentation of `mvtcommune`).
RENAMED = {"10"}
# Suppression, fusion simple, création de commune nouvelle, fusion-association; a code changed by that of its
# département or by its chef-lieu. A rétablissement (21) ends no commune.
ENDED = {"30", "31", "32", "33", "41", "50"}


@dataclass(frozen=True)
class Step:
    """A commune that became part of `into`, or whose name changed, on the day `since`."""

    code: str
    name: str
    into: str
    since: date


@dataclass
class Movements:
    """`renames` are those of communes that kept their code."""

    renames: list[Step] = field(default_factory=list)
    _ends: dict[str, list[Step]] = field(default_factory=dict)

    @property
    def former(self) -> list[Step]:
        """The last end of each code that has one."""
        return [steps[-1] for steps in self._ends.values()]

    def end_of(self, code: str) -> Step | None:
        return next(reversed(self._ends.get(code, [])), None)

    def successor(self, code: str, current: set[str]) -> str | None:
        """The commune of `current` that holds what `code` was; None when it is unknown or shared between several."""
        seen = {code}
        while (step := self.end_of(code)) and step.into not in seen:
            code = step.into
            if code in current:
                return code
            seen.add(code)
        return None


def read_movements(file: Path) -> Movements:
    """Raises ContentRefused when the file is not such a table, or says what is no date."""
    movements = Movements()
    ends: dict[tuple[str, date], dict[str, Step]] = {}
    for line, row in rows(file, COLUMNS):
        if row["TYPECOM_AV"] != "COM" or row["TYPECOM_AP"] != "COM":
            continue
        try:
            since = date.fromisoformat(row["DATE_EFF"])
        except ValueError as error:
            raise refusal(
                file, line, _("« %(day)s » n’est pas une date : 2025-01-01.") % {"day": row["DATE_EFF"]}
            ) from error
        step = Step(row["COM_AV"], row["LIBELLE_AV"], row["COM_AP"], since)
        if row["MOD"] in RENAMED and step.code == step.into:
            movements.renames.append(step)
        elif row["MOD"] in ENDED:
            ends.setdefault((step.code, since), {})[step.into] = step
    for (code, _since), into in sorted(ends.items(), key=lambda item: item[0][1]):
        # A commune that goes on under its own code has not ended; one shared between several has no successor.
        if len(into) == 1 and code not in into:
            movements._ends.setdefault(code, []).extend(into.values())
    return movements
