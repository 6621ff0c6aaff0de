from collections.abc import Mapping
from datetime import date

from cms.accessibility.conformity import Result
from cms.accessibility.grids import Cell, write
from cms.accessibility.rgaa import criteria
from cms.models import Audit, SampledPage

AUDITED_ON = date(2026, 9, 14)
FAILED = Cell(Result.NON_CONFORMING, "Une image n’a pas d’alternative.")


def audit_of(*addresses: str, audited_on: date = AUDITED_ON) -> Audit:
    """An audit of these pages, where nothing was tested yet."""
    audit = Audit.objects.create(
        auditor="Cabinet Exemple", audited_on=audited_on, environments="Firefox et NVDA", tools="axe"
    )
    for position, address in enumerate(addresses or ["/"]):
        SampledPage.objects.create(audit=audit, name=f"Page {address}", address=address, sort_order=position)
    return audit


def pages_of(audit: Audit) -> list[SampledPage]:
    return list(SampledPage.objects.filter(audit=audit).order_by("sort_order"))


def fill(audit: Audit, others: Mapping[str, Cell | None] | None = None, result: str = Result.CONFORMING) -> Audit:
    """Every criterion of every page has `result`; on the first page, those of `others` have what they say."""
    for position, page in enumerate(pages_of(audit)):
        cells: dict[str, Cell | None] = dict.fromkeys(criteria(), Cell(result))
        write([(page, {**cells, **((others or {}) if position == 0 else {})})])
    return audit
