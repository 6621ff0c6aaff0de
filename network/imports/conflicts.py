"""What people decide of values that a source says otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex

from cms.models import Theme
from network.models import Decision, ImportConflict, Organisation, Service

from .communes import communes, territories
from .fields import References, columns, set_value
from .writing import write_changes


@dataclass
class Decided:
    """How many conflicts were decided, and the organisations that have a draft to be published for it to show."""

    count: int
    drafts: list[Organisation]


def keep_ours(conflicts: Iterable[ImportConflict], user: Any) -> Decided:
    """The organisation keeps its value; nobody is asked again until the source changes its mind."""
    return Decided(_decide([each.pk for each in conflicts], Decision.OURS, user), [])


def take_theirs(conflicts: Iterable[ImportConflict], user: Any) -> Decided:
    """Write the source's value: in a new revision, by the hand of `user`, where there are revisions."""
    decided = Decided(0, [])
    ordered = sorted(conflicts, key=lambda each: each.organisation_id)
    for organisation, group in groupby(ordered, key=lambda each: each.organisation_id):
        with transaction.atomic():
            _take(organisation, list(group), user, decided)
    return decided


def _take(pk: int, conflicts: list[ImportConflict], user: Any, decided: Decided) -> None:
    found = Organisation.objects.select_for_update(of=("self",)).select_related("commune", "territory", "parent")
    organisation = found.get(pk=pk)
    references = _references(conflicts)
    changed: set[str] = set()
    if organisation.has_unpublished_changes:
        # The draft has services of its own: theirs would be undone by its publication.
        conflicts = [conflict for conflict in conflicts if not conflict.service_key]
    for conflict in conflicts:
        if conflict.service_key:
            services = Service.objects.filter(organisation=organisation, source_key=conflict.service_key)
            services.update(**{conflict.field: conflict.theirs})
        elif conflict.theirs in (None, "", []) or _is_found(conflict, references):
            set_value(organisation, conflict.field, conflict.theirs, references)
            changed.update(columns(conflict.field))
    write_changes([(organisation, changed)], timezone.now(), user)
    ReferenceIndex.create_or_update_for_object(organisation)
    decided.count += _decide([each.pk for each in conflicts], Decision.THEIRS, user)
    organisation.refresh_from_db()
    if organisation.has_unpublished_changes:
        decided.drafts.append(organisation)


def _references(conflicts: list[ImportConflict]) -> References:
    references = References()
    told = {name: [each.theirs for each in conflicts if each.field == name and each.theirs] for name in _KEYED}
    references.communes = communes(told["commune"])
    references.territories = territories(told["territory"])
    references.themes = {theme.slug: theme for theme in Theme.objects.all()}
    references.parents = {each.slug: each for each in Organisation.objects.filter(slug__in=told["parent"])}
    return references


_KEYED = ("commune", "territory", "parent")


def _is_found(conflict: ImportConflict, references: References) -> bool:
    if conflict.field == "themes":
        return references.themes.keys() >= set(conflict.theirs or ())
    return conflict.field not in _KEYED or conflict.theirs in references.of(conflict.field)


def _decide(pks: list[int], decision: Decision, user: Any) -> int:
    return ImportConflict.objects.filter(pk__in=pks, decision=Decision.PENDING).update(
        decision=decision, decided_at=timezone.now(), decided_by=user
    )
