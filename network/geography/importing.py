"""Brings the database to an edition of the official geography."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction
from django.utils.text import slugify

from network.models import AliasReason, Postcode, Territory, TerritoryAlias, TerritoryKind
from network.names import folded
from search.bulk import record_changed

from .edition import Edition, Key, Meaning, Official
from .movements import Movements
from .succession import hand_over

_BATCH = 1000
_OFFICIAL = [kind for kind in TerritoryKind if kind != TerritoryKind.SECTEUR]
_TOLD = ("name", "parent_id", "epci_id", "time_zone", "postcodes", "population", "latitude", "longitude")
_SAID_IN_SEARCH = ("name", "parent_id", "epci_id", "postcodes", "latitude", "longitude")
_WRITTEN = ["name", "folded_name", "parent", "epci", "time_zone", "postcodes", "population", "latitude", "longitude"]


@dataclass
class Imported:
    """What an import did, or would do: names of territories; `changed` says from what to what.

    `merged` are (ended, successor). `orphans` are in no edition and nobody knows their successor: they stay.
    """

    created: list[str] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    aliases: int = 0
    kept: int = 0


def import_edition(
    edition: Edition,
    movements: Movements | None = None,
    *,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> Imported:
    """In one transaction: the file's word on names, parents, places and people; addresses and named areas stay.

    A commune that ended, by `movements` or by the edition's own former codes, hands over all that points to it.
    `dry_run` does everything, then undoes it. `progress` is told each step.
    """
    with transaction.atomic():
        imported = _Import(edition, movements or Movements(), progress).run()
        if dry_run:
            transaction.set_rollback(True)
    return imported


def _count_again() -> None:
    """PostgreSQL may have looked at the tables while they were filled, and believe them empty: it would then join the
    communes of France row by row, for minutes, until it looks again.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Territory, TerritoryAlias, Postcode):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


class _Import:
    def __init__(self, edition: Edition, movements: Movements, progress: Callable[[str], None]) -> None:
        self.edition, self.movements, self.progress = edition, movements, progress
        self.stored: dict[Key, Territory] = {(t.kind, t.code): t for t in Territory.objects.filter(kind__in=_OFFICIAL)}
        self.slugs = set(Territory.objects.values_list("kind", "slug"))
        self.result = Imported()
        self.said: list[Territory] = []
        self.old_names: list[Meaning] = []

    def run(self) -> Imported:
        gone = [territory for key, territory in self.stored.items() if key not in self.edition.territories]
        for kind in _OFFICIAL:
            self.progress(str(kind.label))
            self._level([told for told in self.edition.territories.values() if told.kind == kind])
        self._end(gone)
        self.progress("codes")
        self._aliases()
        Postcode.objects.renew((t.pk, t.postcodes) for key, t in self.stored.items() if key in self.edition.territories)
        self.progress("recherche")
        record_changed(Territory, self.said)
        if self.said:
            _count_again()
        return self.result

    def _level(self, told: Iterable[Official]) -> None:
        new: list[Territory] = []
        changed: list[Territory] = []
        for official in told:
            values = self._values(official)
            territory = self.stored.get(official.key)
            if territory is None:
                territory = Territory(kind=official.kind, code=official.code, **values)
                territory.slug = self._free_slug(territory)
                new.append(territory)
            elif different := [name for name in _TOLD if getattr(territory, name) != values[name]]:
                self._change(territory, values, different)
                changed.append(territory)
            else:
                self.result.kept += 1
        Territory.objects.bulk_create(new, batch_size=_BATCH)
        Territory.objects.bulk_create(
            changed, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN
        )
        self.stored |= {(territory.kind, territory.code): territory for territory in new}
        self.result.created += map(str, new)
        self.said += new

    def _values(self, told: Official) -> dict[str, object]:
        """What the edition does not say, a point or a number of inhabitants, stays as it is."""
        known = self.stored.get(told.key)
        point = told.point or (known and known.point) or (None, None)
        population = told.population if told.population is not None else known and known.population
        return {
            "name": told.name,
            "parent_id": self.stored[told.parent].pk if told.parent else None,
            "epci_id": self.stored[told.epci].pk if told.epci else None,
            "time_zone": told.time_zone,
            "postcodes": told.postcodes or (known.postcodes if known else ""),
            "population": population,
            "latitude": point[0],
            "longitude": point[1],
        }

    def _change(self, territory: Territory, values: dict[str, object], different: list[str]) -> None:
        before = str(territory)
        if folded(territory.name) != folded(str(values["name"])):
            self.old_names.append(Meaning(territory.code, territory.name, AliasReason.RENAMED, territory.code))
        for name in different:
            setattr(territory, name, values[name])
        columns = {column.attname: str(column.verbose_name) for column in Territory._meta.fields}
        labels = [columns[name] for name in different]
        self.result.changed.append((before, f"{territory} : {', '.join(labels)}"))
        if set(different) & set(_SAID_IN_SEARCH):
            self.said.append(territory)

    def _free_slug(self, territory: Territory) -> str:
        slug = territory.default_slug()
        while (territory.kind, slug) in self.slugs:
            slug = f"{slug[:198]}-2"
        self.slugs.add((territory.kind, slug))
        return slug

    def _end(self, gone: list[Territory]) -> None:
        current = {code for kind, code in self.edition.territories if kind == TerritoryKind.COMMUNE}
        by_code = {meaning.code: meaning.commune for meaning in self.edition.meanings if meaning.code not in current}
        ended: dict[int, int] = {}
        for old in gone:
            into = old.kind == TerritoryKind.COMMUNE and (
                self.movements.successor(old.code, current) or by_code.get(old.code)
            )
            if not into:
                self.result.orphans.append(str(old))
                continue
            new = self.stored[TerritoryKind.COMMUNE, into]
            step = self.movements.end_of(old.code)
            TerritoryAlias.objects.create(
                kind=old.kind,
                code=old.code,
                name=old.name,
                slug=old.slug,
                reason=AliasReason.MERGED,
                since=step.since if step else None,
                territory=new,
            )
            ended[old.pk] = new.pk
            self.result.merged.append((str(old), str(new)))
            self.said.append(new)
        hand_over(ended)
        for old in gone:
            if old.pk in ended:
                old.delete()

    def _aliases(self) -> None:
        """Adds what is told; what an earlier edition told stays."""
        current = {code for kind, code in self.edition.territories if kind == TerritoryKind.COMMUNE}
        dates: dict[tuple[str, str], date] = {}
        told = [*self.edition.meanings, *self.old_names]
        for step in self.movements.renames:
            if step.code in current and folded(step.name) != folded(self.stored["commune", step.code].name):
                told.append(Meaning(step.code, step.name, AliasReason.RENAMED, step.code))
                dates[step.code, step.name] = step.since
        for step in self.movements.former:
            if step.code not in current and (into := self.movements.successor(step.code, current)):
                told.append(Meaning(step.code, step.name, AliasReason.MERGED, into))
                dates[step.code, step.name] = step.since
        stored = {(a.code, a.folded_name): a for a in TerritoryAlias.objects.filter(kind=TerritoryKind.COMMUNE)}
        codes = {code for code, _name in stored} | {meaning.code for meaning in told if meaning.name}
        new: dict[tuple[str, str], TerritoryAlias] = {}
        moved: list[TerritoryAlias] = []
        for meaning in told:
            key = meaning.code, folded(meaning.name)
            territory = self.stored[TerritoryKind.COMMUNE, meaning.commune]
            if known := stored.get(key):
                if known.territory_id != territory.pk:
                    known.territory = territory
                    moved.append(known)
            elif meaning.name or meaning.code not in codes:
                new.setdefault(
                    key,
                    TerritoryAlias(
                        kind=TerritoryKind.COMMUNE,
                        code=meaning.code,
                        name=meaning.name,
                        slug=slugify(f"{meaning.code} {meaning.name}")[:200],
                        reason=meaning.reason,
                        since=dates.get((meaning.code, meaning.name)),
                        territory=territory,
                    ),
                )
        TerritoryAlias.objects.bulk_create(new.values(), batch_size=_BATCH)
        TerritoryAlias.objects.bulk_update(moved, ["territory"], batch_size=_BATCH)
        self.result.aliases = len(new) + len(moved)
