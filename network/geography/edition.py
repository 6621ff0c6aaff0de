"""One edition of the official geography: its files checked as a whole, made into one list of territories.

The files are those of the npm package `@etalab/decoupage-administratif` (its folder `data`), which follows INSEE's Code
officiel géographique: `regions.json`, `departements.json`, `epci.json`, `communes.json`, packed by gzip or not.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.founding.problems import ContentRefused, Problem
from network.models.territory import TerritoryKind
from network.models.territory_alias import AliasReason
from search.distances import Point

from .coordinates import points
from .overseas import PARIS, time_zone
from .reading import found_in, objects

DATA = Path(__file__).parent / "data"
COORDINATES = "commune_coordinates.csv"
CURRENT = "commune-actuelle"
_REASONS = {
    "commune-deleguee": AliasReason.DELEGATED,
    "commune-associee": AliasReason.ASSOCIATED,
    "arrondissement-municipal": AliasReason.ARRONDISSEMENT,
}
_CODES = {
    TerritoryKind.REGION: re.compile(r"\d\d"),
    TerritoryKind.DEPARTEMENT: re.compile(r"\d\d|2[AB]|97\d"),
    TerritoryKind.COLLECTIVITE: re.compile(r"9[78]\d"),
    TerritoryKind.EPCI: re.compile(r"\d{9}"),
    TerritoryKind.COMMUNE: re.compile(r"(\d\d|2[AB])\d{3}"),
}
_LONGEST_NAME = 150

Key = tuple[str, str]  # kind, code


@dataclass(frozen=True, slots=True)
class Official:
    """A territory as an edition tells it. `postcodes` are separated by a space, `point` is in degrees."""

    kind: str
    code: str
    name: str
    parent: Key | None = None
    epci: Key | None = None
    time_zone: str = PARIS
    postcodes: str = ""
    population: int | None = None
    point: Point | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.code


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code that means `commune` without being its own, or a `name` that was its own or is that of a part of it."""

    code: str
    name: str
    reason: str
    commune: str


@dataclass
class Edition:
    """`territories` come widest first; `meanings` are of communes alone."""

    territories: dict[Key, Official] = field(default_factory=dict)
    meanings: list[Meaning] = field(default_factory=list)


def read_edition(folder: Path = DATA, coordinates: Path | None = None) -> Edition:
    """The edition in `folder`. Without `coordinates`, the folder's own file of points, else the portal's.

    Raises ContentRefused with every problem, each with its file and line.
    """
    return _Reader(folder, coordinates).read()


class _Reader:
    def __init__(self, folder: Path, coordinates: Path | None) -> None:
        self.folder = folder
        own = folder if any(folder.glob(f"{COORDINATES}*")) else DATA
        self.coordinates = coordinates or found_in(own, COORDINATES)
        self.edition = Edition()
        self.problems: list[Problem] = []

    def read(self) -> Edition:
        self._regions()
        self._departements()
        communes = list(self._communes())
        self._epci(communes)
        for commune, _departement in communes:
            self.edition.territories[commune.key] = commune
        if self.problems:
            raise ContentRefused(self.problems)
        return self.edition

    def _objects(self, name: str, *keys: str) -> Iterator[tuple[Any, dict[str, Any]]]:
        """(what tells a problem of this entry, entry)."""
        file = found_in(self.folder, name)

        def tells(line: int) -> Any:
            return lambda reason: self.problems.append(Problem(file.name, line, reason))

        for line, entry in objects(file, ("code", "nom", *keys)):
            yield tells(line), entry

    def _add(self, told: Any, territory: Official) -> bool:
        """Whether it could be added: its code is one, said once, and it has a name."""
        code, seen = territory.code, self.edition.territories
        if not isinstance(code, str) or not _CODES[TerritoryKind(territory.kind)].fullmatch(code):
            told(_("« %(code)s » n’est pas un code de ce niveau (%(kind)s).") % {"code": code, "kind": territory.kind})
        elif not isinstance(territory.name, str) or not 0 < len(territory.name.strip()) <= _LONGEST_NAME:
            told(_("« %(code)s » n’a pas de nom, ou un nom trop long.") % {"code": code})
        elif territory.key in seen:
            told(_("le code « %(code)s » est déjà pris dans ce fichier.") % {"code": code})
        else:
            seen[territory.key] = territory
            return True
        return False

    def _regions(self) -> None:
        for told, entry in self._objects("regions.json", "zone"):
            if entry["zone"] != "com":  # those are collectivités, told by the other file
                zone = time_zone(f"97{entry['code'][1:]}") if entry["zone"] == "drom" else PARIS
                self._add(told, Official(TerritoryKind.REGION, entry["code"], entry["nom"], time_zone=zone))

    def _departements(self) -> None:
        for told, entry in self._objects("departements.json", "region", "zone"):
            code, zone = entry["code"], time_zone(entry["code"])
            region = (TerritoryKind.REGION.value, entry["region"])
            if entry["zone"] == "com":
                self._add(told, Official(TerritoryKind.COLLECTIVITE, code, entry["nom"], time_zone=zone))
            elif region not in self.edition.territories:
                told(_("région inconnue « %(code)s ».") % {"code": entry["region"]})
            else:
                self._add(told, Official(TerritoryKind.DEPARTEMENT, code, entry["nom"], region, time_zone=zone))

    def _communes(self) -> Iterator[tuple[Official, str]]:
        """(commune, code of its département), taken out of the edition until the intercommunalités are in."""
        parts: list[tuple[Any, dict[str, Any]]] = []
        found: dict[str, tuple[Official, str]] = {}
        former: dict[str, str] = {}
        for told, entry in self._objects("communes.json", "type", "departement"):
            if entry["type"] != CURRENT:
                parts.append((told, entry))
            elif commune := self._commune(told, entry):
                found[commune.code] = commune, entry["departement"]
                former |= dict.fromkeys(entry.get("anciensCodes", ()), commune.code)
        inside = self._parts(parts, found, former)
        departements = {code: departement for code, (_commune, departement) in found.items()}
        located = points(self.coordinates, departements | inside.departements, self.problems)
        for commune, departement in found.values():
            del self.edition.territories[commune.key]
            yield (
                replace(commune, point=located.get(commune.code) or inside.middle_of(commune.code, located)),
                departement,
            )

    def _commune(self, told: Any, entry: dict[str, Any]) -> Official | None:
        departement = entry["departement"]
        parents = [(kind.value, departement) for kind in (TerritoryKind.DEPARTEMENT, TerritoryKind.COLLECTIVITE)]
        parent = next((key for key in parents if key in self.edition.territories), None)
        postcodes, population = entry.get("codesPostaux", []), entry.get("population")
        if parent is None:
            told(_("département inconnu « %(code)s ».") % {"code": departement})
        elif not isinstance(postcodes, list) or not all(re.fullmatch(r"\d{5}", str(each)) for each in postcodes):
            told(_("codes postaux mal formés."))
        elif population is not None and (type(population) is not int or population < 0):
            told(_("la population n’est pas un nombre d’habitants."))
        else:
            commune = Official(
                TerritoryKind.COMMUNE,
                entry["code"],
                entry["nom"],
                parent,
                time_zone=time_zone(departement, entry["code"]),
                postcodes=" ".join(postcodes),
                population=population,
            )
            return commune if self._add(told, commune) else None
        return None

    def _parts(
        self, parts: list[tuple[Any, dict[str, Any]]], communes: dict[str, tuple[Official, str]], former: dict[str, str]
    ) -> "_Parts":
        """Adds what the parts and the former codes of communes mean."""
        inside = _Parts()
        named: set[str] = set()
        for told, entry in parts:
            commune = entry.get("commune") or entry.get("chefLieu")
            reason = _REASONS.get(entry["type"])
            if reason is None:
                told(_("type de commune inconnu « %(type)s ».") % {"type": entry["type"]})
            elif commune not in communes:
                told(_("commune inconnue « %(code)s ».") % {"code": commune})
            elif entry["code"] == commune or entry["code"] in communes:
                if entry["code"] == commune and entry["nom"] != communes[commune][0].name:
                    self.edition.meanings.append(Meaning(entry["code"], entry["nom"], reason, commune))
            else:
                named.add(entry["code"])
                self.edition.meanings.append(Meaning(entry["code"], entry["nom"], reason, commune))
                inside.add(commune, entry["code"], entry["departement"])
        for code, commune in former.items():
            if code not in named and code not in communes:
                self.edition.meanings.append(Meaning(code, "", AliasReason.MERGED, commune))
                inside.add(commune, code, communes[commune][1])
        return inside

    def _epci(self, communes: list[tuple[Official, str]]) -> None:
        """Adds the intercommunalités, each under the département where most of its inhabitants live."""
        places = {commune.code: number for number, (commune, _departement) in enumerate(communes)}
        for told, entry in self._objects("epci.json", "membres"):
            living: dict[Key, int] = defaultdict(int)
            members = [member.get("code") for member in entry["membres"]]
            if unknown := [code for code in members if code not in places]:
                told(_("commune inconnue « %(code)s ».") % {"code": unknown[0]})
                continue
            if not members:
                told(_("« %(code)s » n’a pas de commune.") % {"code": entry["code"]})
                continue
            for code in members:
                commune = communes[places[code]][0]
                assert commune.parent
                living[commune.parent] += commune.population or 0
            parent = min(living, key=lambda key: (-living[key], key))
            people = sum(living.values())
            if self._add(told, Official(TerritoryKind.EPCI, entry["code"], entry["nom"], parent, population=people)):
                for code in members:
                    commune, departement = communes[places[code]]
                    if commune.epci:
                        told(_("« %(code)s » est déjà dans une autre intercommunalité.") % {"code": code})
                    communes[places[code]] = replace(commune, epci=("epci", entry["code"])), departement


class _Parts:
    """The codes inside a commune: points are often those of its arrondissements, or of the communes that it was."""

    def __init__(self) -> None:
        self.departements: dict[str, str] = {}
        self._of: dict[str, list[str]] = defaultdict(list)

    def add(self, commune: str, code: str, departement: str) -> None:
        self.departements[code] = departement
        self._of[commune].append(code)

    def middle_of(self, commune: str, located: dict[str, Point]) -> Point | None:
        """The mean of their points."""
        known = [located[code] for code in self._of.get(commune, ()) if code in located]
        if not known:
            return None
        return round(sum(p[0] for p in known) / len(known), 4), round(sum(p[1] for p in known) / len(known), 4)
