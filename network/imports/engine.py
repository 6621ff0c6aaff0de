"""A stream of records against the directory, batch by batch.

Each batch is one transaction, not the whole file: a minute's transaction would keep every other writer waiting.
Whatever stops an import leaves whole batches. An organisation is known by its source's identifier, so that another run
finds what is done already, and does the rest.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from cms.imports.reading import Unreadable
from cms.imports.reports import Report
from network.exports.identity import public_key

from .fates import Fate
from .known import Known, Refused
from .outcomes import LazySlugs, Outcome, outcome_of
from .own_csv import SOURCE as OWN_CSV
from .records import LeftOut, Read, Record, Remark
from .resolving import Resolver
from .writing import touch, write

BATCH = 500
Progress = Callable[[], None]
Orphan = tuple[Record, bool]  # with its parent alone, and whether it was made a moment ago


class Importer:
    def __init__(self, report: Report, now: datetime, *, dry_run: bool = False) -> None:
        self.report, self.now, self.dry_run = report, now, dry_run
        self.seen: dict[str, set[str]] = defaultdict(set)
        """Identifiers met, by source: those of rows that could not be read stand under ""."""
        self._numbers: set[str] = set()
        self._orphans: list[Orphan] = []
        self._resolver = Resolver()
        self._slugs = LazySlugs()

    def take(self, reads: Iterable[Read], progress: Progress = lambda: None) -> None:
        """Read everything; `progress` is called in the transaction of each batch. Parents that come after their
        children are given at the end.

        Raises UnreadableFile where the file breaks, and whatever else goes wrong: batches before it are written.
        """
        stream = iter(reads)
        while True:
            with _without_collector():
                batch, broken = _whole(islice(stream, BATCH))
                if batch:
                    self._take_batch(batch, progress)
            if broken:
                raise broken
            if len(batch) < BATCH:
                break
        self._resolver.ask_parents_again()
        for start in range(0, len(self._orphans), BATCH):
            self._give_parents(self._orphans[start : start + BATCH], progress)

    def _take_batch(self, reads: list[Read], progress: Progress) -> None:
        with self._batch(progress):
            records = self._records(reads)
            known = Known(records, self._resolver, lock=not self.dry_run)
            outcomes = list(self._outcomes(records, known))
            if not self.dry_run:
                write(outcomes, self.now)
                touch(known.repeated(records), self.now)
            for outcome in outcomes:
                self._tell(outcome)

    @contextmanager
    def _batch(self, progress: Progress) -> Iterator[None]:
        try:
            with nullcontext() if self.dry_run else transaction.atomic():
                yield
                progress()
        except BaseException:
            self.report.forget()
            raise
        self.report.commit()

    def _give_parents(self, orphans: list[Orphan], progress: Progress) -> None:
        """To children that came before their parent. They are counted already: the report alone says more of them."""
        with self._batch(progress):
            records = [record for record, _created in orphans]
            known = Known(records, self._resolver, lock=not self.dry_run)
            outcomes = []
            for record, created in orphans:
                parent = record.values["parent"]
                found = not known.resolved[record.key].missing_parent
                if not found and not (self.dry_run and self._is_in_file(parent)):
                    self._tell_remarks(record, [Remark("parent", parent, _("Aucune autre fiche n’a ce numéro."))])
                    continue
                outcome = outcome_of(record, known, self._slugs) if found else None
                if outcome:
                    outcomes.append(outcome)
                    self._tell_conflicts((record.position, record.external_id), "", outcome.verdict.conflicts)
                if not created and not (outcome and not outcome.verdict.writes):
                    self.report.row(Fate.CHANGED, record.position, record.external_id, "parent", after=parent)
            if not self.dry_run:
                write(outcomes, self.now)

    def _is_in_file(self, number: str) -> bool:
        """Whether the file speaks of the organisation of that number, which a try does not make."""
        return number in self._numbers or (number.isdigit() and public_key(int(number)) in self.seen[OWN_CSV])

    def _records(self, reads: Iterable[Read]) -> list[Record]:
        """Those worth comparing: the first of each identifier."""
        records = []
        for read in reads:
            self.report.count(Fate.READ)
            if isinstance(read, Unreadable):
                self.seen[""].add(read.identifier)
                self._refuse(read.position, read.identifier, read.reason)
            elif isinstance(read, LeftOut):
                self.seen[""].add(read.identifier)
                self.report.count(Fate.LEFT_OUT)
            elif self._is_repeated(read):
                self.report.count(Fate.REPEATED)
                reason = _("Le fichier a déjà parlé de cette organisation : sa première ligne est gardée.")
                self.report.row(Fate.REPEATED, read.position, read.external_id, reason=reason)
            else:
                records.append(read)
        return records

    def _is_repeated(self, record: Record) -> bool:
        number = record.values.get("finess")
        known_by_it = number and record.own_number is None
        if record.external_id in self.seen[record.source] or (known_by_it and number in self._numbers):
            return True
        self.seen[record.source].add(record.external_id)
        if number:
            self._numbers.add(number)
        return False

    def _outcomes(self, records: list[Record], known: Known) -> Iterator[Outcome]:
        for record in records:
            if record.key in known.repeating:
                self.report.count(Fate.UNCHANGED)
                self._tell_remarks(record, known.resolved[record.key].remarks)
                self._wait_for_parent(record, known)
                continue
            try:
                outcome = outcome_of(record, known, self._slugs)
            except Refused as refusal:
                self._refuse(record.position, record.external_id, str(refusal))
                continue
            if outcome is None:
                self.report.count(Fate.LONG_CLOSED)
                continue
            double = known.doubles.get(record.values.get("siret", "")) if outcome.created else None
            if double:
                self.report.count(Fate.DOUBLE)
                reason = _("Une autre fiche a le même SIRET : %(name)s.") % {"name": double}
                self.report.row(Fate.DOUBLE, record.position, record.external_id, "siret", reason=reason)
            self._wait_for_parent(record, known, created=outcome.created)
            yield outcome

    def _wait_for_parent(self, record: Record, known: Known, *, created: bool = False) -> None:
        if parent := known.resolved[record.key].missing_parent:
            self._orphans.append((replace(record, values={"parent": parent}, remarks=(), services=None), created))

    def _refuse(self, position: str, identifier: str, reason: str) -> None:
        self.report.count(Fate.REFUSED)
        self.report.row(Fate.REFUSED, position, identifier, reason=reason)

    def _tell(self, outcome: Outcome) -> None:
        report, record = self.report, outcome.record
        place = (record.position, record.external_id)
        report.count(outcome.fate)
        self._tell_remarks(record, outcome.remarks)
        if outcome.created:
            report.row(Fate.CREATED, *place, "name", after=outcome.organisation.name)
        for name, (before, after) in outcome.verdict.writes.items():
            report.row(outcome.fate if name == "closed_on" else Fate.CHANGED, *place, name, before, after)
        self._tell_conflicts(place, "", outcome.verdict.conflicts)
        if not outcome.services:
            return
        if outcome.services.postponed:
            report.count(Fate.POSTPONED)
            reason = _("Quelqu’un travaille sur cette fiche : ses services seront repris au prochain import.")
            report.row(Fate.POSTPONED, *place, "services", reason=reason)
        for key, name, before, after in outcome.services.changes:
            report.row(Fate.CHANGED, *place, f"services {key} {name}".strip(), before, after)
        for key, verdict in outcome.services.verdicts.items():
            self._tell_conflicts(place, f"services {key} ", verdict.conflicts)

    def _tell_remarks(self, record: Record, remarks: list[Remark]) -> None:
        for remark in remarks:
            self.report.count(Fate.REMARK)
            place = (record.position, record.external_id)
            self.report.row(Fate.REMARK, *place, remark.field, after=remark.value, reason=remark.reason)

    def _tell_conflicts(self, place: tuple[str, str], prefix: str, conflicts: dict) -> None:
        for name, (ours, theirs) in conflicts.items():
            self.report.count(Fate.CONFLICT)
            self.report.row(
                Fate.CONFLICT, *place, f"{prefix}{name}", ours, theirs, _("À décider dans l’administration.")
            )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Python looks for cycles of objects each time that some hundreds are made: a sixth of the time of a batch, which
    holds tens of thousands and lets go of them by itself.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _whole(reads: Iterator[Read]) -> tuple[list[Read], Exception | None]:
    """What could be read, and what stopped it: what comes before a fault is not lost with it."""
    batch: list[Read] = []
    try:
        for read in reads:
            batch.append(read)
    except Exception as error:
        return batch, error
    return batch, None
