"""Services that a source gives with an organisation: the same rule as its own fields, service by service."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from network.models import Organisation, Service

from .fields import service_values
from .planning import Values, Verdict, compare
from .records import Record

if TYPE_CHECKING:
    from .known import Known


@dataclass
class ServicePlan:
    """`said`: what the source row will hold, by key of the service. `changes`: (key, field, before, after)."""

    said: dict[str, Values] = field(default_factory=dict)
    created: list[Service] = field(default_factory=list)
    changed: list[tuple[Service, set[str]]] = field(default_factory=list)
    removed: list[Service] = field(default_factory=list)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    changes: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    postponed: bool = False


def plan_services(record: Record, organisation: Organisation, said: dict[str, Values], known: "Known") -> ServicePlan:
    """What a person removed stays so until the source says something else of it; what the source no longer gives is
    removed unless a person changed it. All waits while somebody holds the organisation, or has a draft of it.
    """
    plan = ServicePlan()
    stored = known.services.get(organisation.pk, {}) if organisation.pk else {}
    for order, told in enumerate(record.services or ()):
        plan.said[told.key] = told.values
        service, before = stored.get(told.key), said.get(told.key)
        if service is None:
            if before != told.values:
                service = Service(**told.values, source_key=told.key, source_date=told.source_date, sort_order=order)
                plan.created.append(service)
                plan.changes.append((told.key, "", "", told.values["name"]))
            continue
        verdict = compare(service_values(service, told.values), before or {}, told.values)
        plan.verdicts[told.key] = verdict
        written = set(verdict.writes)
        for name, (current, new) in verdict.writes.items():
            setattr(service, name, new)
            plan.changes.append((told.key, name, current, new))
        if written:
            service.source_date = told.source_date
            plan.changed.append((service, written | {"source_date"}))
    for key in said.keys() - plan.said.keys():
        gone = stored.get(key)
        if gone and service_values(gone, said[key]) == said[key]:
            plan.removed.append(gone)
            plan.changes.append((key, "", gone.name, ""))
    if organisation.pk and plan.changes and (known.is_busy(organisation) or known.has_draft(organisation)):
        return ServicePlan(said=said, changes=[], postponed=True)
    return plan
