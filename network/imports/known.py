"""What the database holds of a batch of records: a few queries, however many records."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from network.models import Decision, FormerAddress, ImportConflict, Organisation, OrganisationSource, Service

from .fields import REMEMBERED, columns, values_in
from .records import Record
from .resolving import Resolved, Resolver

_UNDER_REVIEW = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


class Refused(Exception):
    """A record that no organisation can be found for, nor made of; its text is a French sentence."""


class Known:
    """Organisations are locked until the end of the transaction where `lock` is asked for.

    Those of records that say what they said the last time are not even loaded: nothing would come of it.
    """

    def __init__(self, records: Sequence[Record], resolver: Resolver, *, lock: bool = False) -> None:
        self.references = resolver.references
        self.sources = self._sources(records)
        resolver.load(records)
        self.resolved = {record.key: self._resolved(record, resolver) for record in records}
        self.pending = self._pending()
        disputed = {organisation for organisation, *_place in self.pending}
        self.repeating = {record.key for record in records if self._repeats(record, disputed)}
        records = [record for record in records if record.key not in self.repeating]
        self.organisations = self._organisations(records, lock)
        self._merged = self._merged_records(records, lock)
        self._by_finess: dict[str, list[Organisation]] = defaultdict(list)
        self._load_by_finess(records, lock)
        self._deleted = self._deleted_numbers(records)
        for each in self.organisations.values():
            if each.parent:
                self.references.parents.setdefault(each.parent.slug, each.parent)
        revised = [each for each in self.organisations.values() if each.latest_revision_id]
        self._busy = _busy(revised)
        self._drafts = _drafts(revised)
        self.services = self._services(records)
        self.doubles = self._doubles(records)

    def source_of(self, record: Record) -> OrganisationSource | None:
        return self.sources.get(record.key)

    def repeated(self, records: Iterable[Record]) -> list[tuple[OrganisationSource, Record]]:
        """Those that say what they said the last time, with what remembers it."""
        found = ((self.source_of(record), record) for record in records if record.key in self.repeating)
        return [(source, record) for source, record in found if source]

    def organisation_of(self, record: Record) -> Organisation | None:
        """None for one that has to be made. Raises Refused."""
        if source := self.source_of(record):
            return self.organisations[source.organisation_id]
        if record.own_number is not None:
            return self._numbered(record)
        found = self._by_finess.get(record.values.get("finess", ""), [])
        if len(found) > 1:
            raise Refused(_("Plusieurs fiches du portail ont ce numéro FINESS."))
        if not found and record.known_only:
            raise Refused(_("Cette structure est inconnue : importez d’abord le fichier des structures."))
        return found[0] if found else None

    def said_by(self, record: Record) -> dict[str, Any]:
        """What its source said the last time. A file older than a merge says again what the merge knew: no news."""
        if source := self.source_of(record):
            return source.values
        former = self._merged.get(record.own_number or 0)
        return values_in(former.record, record.values.keys() - REMEMBERED) if former else {}

    def is_busy(self, organisation: Organisation) -> bool:
        """Whether somebody holds it: locked, being read again, or waiting for its day of publication."""
        return organisation.locked or organisation.pk in self._busy

    def is_amended(self, organisation: Organisation, field: str) -> bool:
        """Whether its draft already says something else of that field."""
        draft = self._drafts.get(organisation.pk)
        return draft is not None and any(
            draft.get(name) != _serialised(organisation, name) for name in columns(field) if name != "live"
        )

    def has_draft(self, organisation: Organisation) -> bool:
        return organisation.pk in self._drafts

    def _numbered(self, record: Record) -> Organisation | None:
        if number := self._number_of(record):
            return self.organisations[number]
        if record.own_number in self._deleted:
            raise Refused(_("Quelqu’un a supprimé la fiche qui avait ce numéro."))
        if not record.own_address:
            raise Refused(_("Aucune fiche du portail n’a ce numéro."))
        return None

    # Loading

    def _resolved(self, record: Record, resolver: Resolver) -> Resolved:
        source = self.source_of(record)
        return resolver.resolved(record, source.organisation_id if source else record.own_number)

    def _repeats(self, record: Record, disputed: set[int]) -> bool:
        """Whether the source says what it said. Disputes are looked at again: people may have agreed with it since."""
        source = self.source_of(record)
        if source is None or source.organisation_id in disputed:
            return False
        said = source.values | self.resolved[record.key].values
        if record.services is not None:
            said["services"] = {told.key: told.values for told in record.services}
        return bool(said == source.values)

    def _sources(self, records: Sequence[Record]) -> dict[tuple[str, str], OrganisationSource]:
        found = OrganisationSource.objects.filter(
            source__in={record.source for record in records},
            external_id__in=[record.external_id for record in records],
        )
        return {(each.source, each.external_id): each for each in found.order_by()}

    def _number_of(self, record: Record) -> int | None:
        """That of the organisation which has the record's own number, or into which it was merged."""
        number = record.own_number
        former = self._merged.get(number or 0)
        return former.organisation_id if former else number if number in self.organisations else None

    def _organisations(self, records: Sequence[Record], lock: bool) -> dict[int, Organisation]:
        known = (self.source_of(record) for record in records)
        wanted = {source.organisation_id for source in known if source}
        wanted |= {record.own_number for record in records if record.own_number is not None}
        return {each.pk: each for each in _loaded(Q(pk__in=wanted), lock)} if wanted else {}

    def _merged_records(self, records: Sequence[Record], lock: bool) -> dict[int, FormerAddress]:
        """By the number that the merged record had; what it was merged into joins `organisations`."""
        numbers = {
            record.own_number for record in records if record.own_number is not None and not self.source_of(record)
        }
        numbers -= self.organisations.keys()
        found = list(FormerAddress.objects.filter(record__pk__in=numbers)) if numbers else []
        missing = {former.organisation_id for former in found} - self.organisations.keys()
        if missing:
            self.organisations |= {each.pk: each for each in _loaded(Q(pk__in=missing), lock)}
        return {former.record["pk"]: former for former in found}

    def _deleted_numbers(self, records: Sequence[Record]) -> set[int]:
        """Those of records that people deleted: no old file makes them again."""
        unknown = [each for each in records if not self.source_of(each) and not self._number_of(each)]
        numbers = [str(each.own_number) for each in unknown if each.own_number is not None]
        if not numbers:
            return set()
        kind = ContentType.objects.get_for_model(Organisation)
        deleted = ModelLogEntry.objects.filter(content_type=kind, object_id__in=numbers, action="wagtail.delete")
        return set(map(int, deleted.order_by().values_list("object_id", flat=True)))

    def _load_by_finess(self, records: Sequence[Record], lock: bool) -> None:
        unmatched = [record for record in records if not self.source_of(record) and record.own_number is None]
        numbers = {record.values["finess"] for record in unmatched if record.values.get("finess")}
        if numbers:
            for each in _loaded(Q(finess__in=numbers), lock):
                organisation = self.organisations.setdefault(each.pk, each)
                self._by_finess[organisation.finess].append(organisation)

    def _services(self, records: Sequence[Record]) -> dict[int, dict[str, Service]]:
        told = any(record.services is not None for record in records)
        found: dict[int, dict[str, Service]] = defaultdict(dict)
        if told:
            for service in Service.objects.filter(organisation__in=self.organisations).exclude(source_key=""):
                found[service.organisation_id][service.source_key] = service
        return found

    def _pending(self) -> dict[tuple[int, str, str, str], int]:
        pks = [source.organisation_id for source in self.sources.values()]
        if not pks:
            return {}
        found = ImportConflict.objects.filter(organisation__in=pks, decision=Decision.PENDING)
        rows = found.order_by().values_list("organisation_id", "source", "service_key", "field", "pk")
        return {(organisation, source, key, field): pk for organisation, source, key, field, pk in rows}

    def _doubles(self, records: Sequence[Record]) -> dict[str, str]:
        """What may be the same as something new: the portal's names by SIRET. A source tells its own apart."""
        numbers = {
            record.values["siret"]
            for record in records
            if record.values.get("siret") and not self.source_of(record) and record.own_number is None
        }
        if not numbers:
            return {}
        found = Organisation.objects.filter(siret__in=numbers).exclude(
            sources__source__in={record.source for record in records}
        )
        return {siret: f"{name} (n° {pk})" for siret, name, pk in found.values_list("siret", "name", "pk")}


def _loaded(condition: Q, lock: bool) -> Iterable[Organisation]:
    found = Organisation.objects.filter(condition).select_related("commune", "territory", "parent").order_by("pk")
    found = found.prefetch_related("themes")
    return found.select_for_update(of=("self",)) if lock else found


def _busy(organisations: Sequence[Organisation]) -> set[int]:
    if not organisations:
        return set()
    pks = [str(each.pk) for each in organisations]
    kind = ContentType.objects.get_for_model(Organisation)
    reviewed = WorkflowState.objects.filter(base_content_type=kind, object_id__in=pks, status__in=_UNDER_REVIEW)
    planned = Revision.objects.filter(base_content_type=kind, object_id__in=pks, approved_go_live_at__isnull=False)
    found = [*reviewed.values_list("object_id", flat=True), *planned.values_list("object_id", flat=True)]
    return set(map(int, found))


def _drafts(organisations: Sequence[Organisation]) -> dict[int, dict[str, Any]]:
    """What the drafts that differ from their live rows say."""
    revisions = {
        each.latest_revision_id: each.pk for each in organisations if each.has_unpublished_changes or not each.live
    }
    found = Revision.objects.filter(pk__in=revisions).values_list("pk", "content") if revisions else ()
    return {revisions[pk]: content for pk, content in found}


def _serialised(organisation: Organisation, column: str) -> Any:
    if column == "themes":
        return [theme.pk for theme in organisation.themes.all()]
    value = getattr(organisation, organisation._meta.get_field(column).attname)  # type: ignore[union-attr]
    return value.isoformat() if hasattr(value, "isoformat") else value
