"""What is to be done of one record: decided here, written elsewhere, the same whether it is or not."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Organisation, OrganisationKind, OrganisationSource

from .fates import Fate
from .fields import REMEMBERED, columns, set_value, value_of, values_of
from .known import Known
from .offered import ServicePlan, plan_services
from .planning import Values, Verdict, compare
from .records import Record, Remark
from .slugs import Slugs


@dataclass
class Outcome:
    """`organisation` already holds the values to write. `said` is what its source row will hold."""

    record: Record
    organisation: Organisation
    source: OrganisationSource | None
    said: Values
    created: bool = False
    verdict: Verdict = field(default_factory=Verdict)
    services: ServicePlan | None = None
    remarks: list[Remark] = field(default_factory=list)
    fate: Fate = Fate.UNCHANGED
    settled: list[int] = field(default_factory=list)
    """Conflicts that nobody has to decide any more."""

    @property
    def columns(self) -> set[str]:
        return {column for name in self.verdict.writes for column in columns(name)}

    @property
    def renamed(self) -> bool:
        return not self.created and bool({"name", "acronym"} & self.verdict.writes.keys())


def outcome_of(record: Record, known: Known, slugs: "LazySlugs") -> Outcome | None:
    """None for a closed organisation that the portal never knew: it is not worth making. Raises Refused."""
    organisation = known.organisation_of(record)
    resolved = known.resolved[record.key]
    theirs, remarks = resolved.values, resolved.remarks
    if organisation is None:
        return None if _is_over(record, theirs) else _new(record, known, slugs, theirs, remarks)
    source = known.source_of(record)
    said = known.said_by(record)
    fields = theirs.keys() - REMEMBERED
    verdict = compare(values_of(organisation, fields), said, theirs)
    _leave_to_people(verdict, organisation, known)
    outcome = Outcome(record, organisation, source, said | theirs, verdict=verdict, remarks=remarks)
    for name, (_before, after) in verdict.writes.items():
        set_value(organisation, name, after, known.references)
    if record.services is not None:
        outcome.services = plan_services(record, organisation, said.get("services", {}), known)
        if not outcome.services.postponed:
            outcome.said["services"] = outcome.services.said
    outcome.settled = _settled(outcome, known)
    outcome.fate = _fate(outcome)
    return outcome


class LazySlugs:
    """Read when the first organisation is made: most imports make none."""

    def __init__(self) -> None:
        self._slugs: Slugs | None = None

    def new(self, name: str, commune: str, had: str = "") -> str:
        self._slugs = self._slugs or Slugs()
        return self._slugs.new(name, commune, had)


def _is_over(record: Record, theirs: Values) -> bool:
    """Closed already; but what the portal exported was public."""
    closed_on = theirs.get("closed_on")
    return bool(closed_on and record.own_number is None and date.fromisoformat(closed_on) <= timezone.localdate())


def _new(record: Record, known: Known, slugs: LazySlugs, theirs: Values, remarks: list[Remark]) -> Outcome:
    organisation = Organisation(kind=OrganisationKind.ASSOCIATION)
    if "kind" not in theirs:
        remarks.append(Remark("kind", "", _("Le genre est inconnu : « association », en attendant mieux.")))
    for name, value in theirs.items():
        if name not in REMEMBERED:
            set_value(organisation, name, value, known.references)
    if record.own_number is not None:
        organisation.pk, organisation.live = record.own_number, True
    commune = organisation.commune.name if organisation.commune else ""
    organisation.slug = slugs.new(organisation.name, commune, record.own_address)
    outcome = Outcome(record, organisation, None, dict(theirs), created=True, remarks=remarks, fate=Fate.CREATED)
    if record.services is not None:
        outcome.services = plan_services(record, organisation, {}, known)
        outcome.said["services"] = outcome.services.said
    return outcome


def _leave_to_people(verdict: Verdict, organisation: Organisation, known: Known) -> None:
    """What an import must not write by itself, though the source is right, becomes a conflict."""
    if not organisation.latest_revision_id:
        return
    busy = known.is_busy(organisation)
    for name, values in list(verdict.writes.items()):
        # To open again is to publish: what else the draft holds is unknown here.
        reopens = name == "closed_on" and not values[1]
        if busy or reopens or known.is_amended(organisation, name):
            verdict.conflicts[name] = verdict.writes.pop(name)


def _settled(outcome: Outcome, known: Known) -> list[int]:
    pk, source = outcome.organisation.pk, outcome.record.source
    agreed = [("", name) for name in outcome.verdict.agreed]
    if outcome.services:
        agreed += [(key, name) for key, verdict in outcome.services.verdicts.items() for name in verdict.agreed]
    found = (known.pending.get((pk, source, key, name)) for key, name in agreed)
    return [conflict for conflict in found if conflict]


def _fate(outcome: Outcome) -> Fate:
    if "closed_on" in outcome.verdict.writes:
        return Fate.CLOSED if outcome.verdict.writes["closed_on"][1] else Fate.REOPENED
    if outcome.verdict.writes or (outcome.services and outcome.services.changes):
        return Fate.CHANGED
    return Fate.UNCHANGED


def as_told(organisation: Organisation, said: Values) -> bool:
    """Whether every value is still the source's own."""
    return all(
        value_of(organisation, name) == value for name, value in said.items() if name not in REMEMBERED | {"services"}
    )
