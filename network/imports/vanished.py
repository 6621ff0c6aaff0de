"""What a complete file no longer speaks of."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from cms.imports.reports import Report
from network.models import Organisation, OrganisationSource

from .fates import Fate
from .fields import References, columns, set_value
from .outcomes import as_told
from .writing import write_changes

# A complete file never loses so many at once: rather a part of one.
MOST_VANISHED = 0.25
_FEW = 20
_BATCH = 500


class TooManyVanished(Exception):
    """Nothing was closed; its text is a French sentence."""


def close_vanished(source: str, seen: set[str], day: date, report: Report, now: datetime, *, dry_run: bool) -> None:
    """Tell, and close, what `source` gave once and is not in `seen`; what a person edited is only told.

    Raises TooManyVanished.
    """
    open_ones = OrganisationSource.objects.filter(source=source, organisation__closed_on=None).order_by("pk")
    known = open_ones.values_list("pk", "external_id")
    missing, total = [], 0
    for pk, external_id in known.iterator():
        total += 1
        if external_id not in seen:
            missing.append(pk)
    if len(missing) > max(_FEW, MOST_VANISHED * total):
        told = {"missing": len(missing), "total": total}
        raise TooManyVanished(
            _("%(missing)s fiches sur %(total)s manquent dans ce fichier : est-il complet ? Aucune n’a été fermée.")
            % told
        )
    pks = iter(missing)
    while batch := list(islice(pks, _BATCH)):
        with transaction.atomic():
            closed = list(_closed(batch, day, report))
            if not dry_run:
                OrganisationSource.objects.bulk_update(closed, ["values"], batch_size=100)
                write_changes([(each.organisation, set(columns("closed_on"))) for each in closed], now)
        report.commit()


def _closed(pks: list[int], day: date, report: Report) -> Iterator[OrganisationSource]:
    found = OrganisationSource.objects.filter(pk__in=pks).select_related(
        *(f"organisation__{name}" for name in ("commune", "territory", "parent"))
    )
    for source in found.order_by("pk"):
        organisation: Organisation = source.organisation
        report.count(Fate.VANISHED)
        if organisation.latest_revision_id or not as_told(organisation, source.values):
            reason = _("Absente du fichier ; une personne l’a modifiée, elle reste ouverte.")
            report.row(Fate.VANISHED, "", source.external_id, "closed_on", reason=reason)
            continue
        told = day.isoformat()
        report.count(Fate.CLOSED)
        report.row(Fate.CLOSED, "", source.external_id, "closed_on", "", told, _("Absente du fichier."))
        set_value(organisation, "closed_on", told, References())
        # So that the source opens it again by speaking of it.
        source.values["closed_on"] = told
        yield source
