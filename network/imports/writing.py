"""What outcomes say, written: many rows at once, and never round the revisions of what people edited."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from modelsearch.backends import get_search_backends
from modelsearch.models import IndexEntry
from wagtail.models import Revision

from network.models import Decision, ImportConflict, Organisation, OrganisationSource, Service
from search import outbox
from search.registry import dependents

from .outcomes import Outcome
from .records import Record

_BY_INDEX = {"name", "acronym", "siret", "finess"}  # search_fields of Organisation


def write(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Call it in a transaction: rows, sources, conflicts, and what search has to do, or nothing."""
    created = [outcome for outcome in outcomes if outcome.created]
    changed = [outcome for outcome in outcomes if not outcome.created]
    _create(created, now)
    _write_services(outcomes)
    write_changes([(outcome.organisation, outcome.columns) for outcome in changed if has_changes(outcome)], now)
    index([outcome.organisation for outcome in created])
    _write_sources(outcomes, now)
    _write_conflicts(changed, now)
    outbox.record(Organisation, [outcome.organisation.pk for outcome in created])
    record_dependents(outcome.organisation for outcome in changed if outcome.renamed)


def has_changes(outcome: Outcome) -> bool:
    return bool(outcome.verdict.writes or (outcome.services and outcome.services.changes))


def write_changes(changed: Iterable[tuple[Organisation, set[str]]], now: datetime, user: Any = None) -> None:
    """Store the columns named of each object.

    One that nobody edited has no revision: its row is enough. One that has some gets a new one, published; where a
    draft waits, its row and the draft get the same values, so that publishing the draft brings no old value back.
    """
    columns: dict[int, set[str]] = {}
    plain: dict[int, Organisation] = {}
    published: list[Organisation] = []
    for organisation, names in changed:
        columns.setdefault(organisation.pk, set()).update(names)
        plain[organisation.pk] = organisation
    for organisation in list(plain.values()):
        if not organisation.latest_revision_id:
            continue
        if organisation.has_unpublished_changes or not organisation.live_revision_id:
            _amend_draft(organisation, columns[organisation.pk], user)
        else:
            published.append(plain.pop(organisation.pk))
    for organisation in published:
        _publish(organisation, user)
    if plain:
        _update(plain.values(), set().union(*(columns[pk] for pk in plain)), now)
        outbox.record(Organisation, plain)
        index([each for pk, each in plain.items() if columns[pk] & _BY_INDEX])


def _update(organisations: Collection[Organisation], names: set[str], now: datetime) -> None:
    for organisation in organisations:
        if organisation.live:
            organisation.last_published_at = now
        else:
            organisation.live_revision_id = None
        if "themes" in names:
            organisation.themes.commit()
    names = names - {"themes"} | {"last_published_at", "live_revision"}
    for column in Organisation._meta.concrete_fields:
        if column.name in names:
            # What a save would make of the others, such as a folded name: rows updated together are not asked.
            for organisation in organisations:
                column.pre_save(organisation, add=False)
    Organisation.objects.bulk_update(organisations, sorted(names), batch_size=100)


def _publish(organisation: Organisation, user: Any) -> None:
    live = organisation.live
    organisation.live = True
    # Its other values were valid when somebody wrote them, and are no business of an import.
    revision: Revision = organisation.save_revision(user=user, clean=False)
    revision.publish(user=user)
    if not live:
        Organisation.objects.get(pk=organisation.pk).unpublish(user=user)


def _amend_draft(organisation: Organisation, columns: set[str], user: Any) -> None:
    draft = organisation.get_latest_revision_as_object()
    for column in columns - {"live"}:
        value = getattr(organisation, column)
        setattr(draft, column, list(value.all()) if column == "themes" else value)
    revision = draft.save_revision(user=user, clean=False)
    organisation.latest_revision = revision


def _create(outcomes: Sequence[Outcome], now: datetime) -> None:
    for outcome in outcomes:
        outcome.organisation.first_published_at = outcome.organisation.last_published_at = now
    organisations = [outcome.organisation for outcome in outcomes]
    Organisation.objects.bulk_create(organisations)
    if any(outcome.record.own_number is not None for outcome in outcomes):
        _count_on_after(max(organisation.pk for organisation in organisations))
    for outcome in outcomes:
        if outcome.record.values.get("themes"):
            outcome.organisation.themes.commit()


def _count_on_after(number: int) -> None:
    """PostgreSQL does not see the numbers that it did not give itself. It never counts back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [Organisation._meta.db_table])
            [sequence] = cursor.fetchone()
            cursor.execute("SELECT setval(%s, GREATEST(nextval(%s), %s))", [sequence, sequence, number])


def _write_services(outcomes: Sequence[Outcome]) -> None:
    created: list[Service] = []
    changed: list[Service] = []
    removed: list[int] = []
    names: set[str] = set()
    for outcome in outcomes:
        if outcome.services:
            for service in outcome.services.created:
                service.organisation = outcome.organisation
            created += outcome.services.created
            changed += [service for service, _columns in outcome.services.changed]
            names = names.union(*(columns for _service, columns in outcome.services.changed))
            removed += [service.pk for service in outcome.services.removed]
    Service.objects.bulk_create(created)
    if changed:
        Service.objects.bulk_update(changed, sorted(names), batch_size=100)
    if removed:
        Service.objects.filter(pk__in=removed).delete()


def _write_sources(outcomes: Sequence[Outcome], now: datetime) -> None:
    new: list[OrganisationSource] = []
    known: list[tuple[OrganisationSource, Record]] = []
    changed: list[OrganisationSource] = []
    for outcome in outcomes:
        source, record = outcome.source, outcome.record
        if source is None:
            new.append(
                OrganisationSource(
                    organisation=outcome.organisation,
                    source=record.source,
                    external_id=record.external_id,
                    values=outcome.said,
                    source_date=record.source_date,
                    read_at=now,
                )
            )
            continue
        known.append((source, record))
        if source.values != outcome.said:
            source.values = outcome.said
            changed.append(source)
    OrganisationSource.objects.bulk_create(new)
    if changed:
        OrganisationSource.objects.bulk_update(changed, ["values"], batch_size=100)
    touch(known, now)


def touch(read: Sequence[tuple[OrganisationSource, Record]], now: datetime) -> None:
    """Remember that these sources were read, and the day that they give."""
    if not read:
        return
    OrganisationSource.objects.filter(pk__in=[source.pk for source, _record in read]).update(read_at=now)
    dated = [(source, record) for source, record in read if source.source_date != record.source_date]
    for source, record in dated:
        source.source_date = record.source_date
    if dated:
        OrganisationSource.objects.bulk_update([source for source, _record in dated], ["source_date"], batch_size=100)


def _write_conflicts(outcomes: Iterable[Outcome], now: datetime) -> None:
    raised: dict[tuple[int, str, str, str], ImportConflict] = {}
    settled: list[int] = []
    for outcome in outcomes:
        settled += outcome.settled
        verdicts = {"": outcome.verdict, **(outcome.services.verdicts if outcome.services else {})}
        for key, verdict in verdicts.items():
            for name, (ours, theirs) in verdict.conflicts.items():
                place = (outcome.organisation.pk, outcome.record.source, key, name)
                raised[place] = ImportConflict(
                    organisation=outcome.organisation, source=outcome.record.source, service_key=key, field=name,
                    ours=ours, theirs=theirs, seen_at=now, decision=Decision.PENDING,
                )  # fmt: skip
    ImportConflict.objects.bulk_create(
        raised.values(),
        update_conflicts=True,
        unique_fields=["organisation", "source", "service_key", "field"],
        update_fields=["ours", "theirs", "seen_at", "decision", "decided_at", "decided_by"],
    )
    if settled:
        ImportConflict.objects.filter(pk__in=settled).delete()


def index(organisations: Sequence[Organisation]) -> None:
    """Let the admin find them: rows written together send no signal."""
    if not organisations:
        return
    kind = ContentType.objects.get_for_model(Organisation)
    pks = [str(each.pk) for each in organisations]
    # New entries go in together, old ones would be updated one by one.
    IndexEntry.objects.filter(content_type=kind, object_id__in=pks).delete()
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Organisation, organisations)


def record_dependents(organisations: Iterable[Organisation]) -> None:
    """What shows the name of an organisation is written again in the index too."""
    concerning: list[tuple[Any, Callable[[Model], Iterable[object]]]] = dependents(Organisation)
    for organisation in organisations:
        for source, concerned in concerning:
            outbox.record(source.model, concerned(organisation))
