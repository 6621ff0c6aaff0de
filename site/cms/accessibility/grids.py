"""The grid of an audit: reading it, counting it, writing it. It is written here and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cms.models.audits import Audit, CriterionResult, SampledPage
from editions.memory import begin

from . import conformity
from .conformity import EXPLAINED, Conformity, Rate, Result
from .rgaa import Criterion, criteria

LONGEST_COMMENT = CriterionResult._meta.get_field("comment").max_length or 0


@dataclass(frozen=True)
class Cell:
    """A result and what explains it."""

    result: str
    comment: str = ""


Cells = Mapping[str, Cell]  # by number of criterion


class SavedMeanwhile(Exception):
    """Somebody else has saved these results since they were read; nothing is written."""


@dataclass(frozen=True)
class Remark:
    """What is said of a criterion on some page."""

    page: str
    comment: str


@dataclass(frozen=True)
class Told:
    """A criterion, with the remarks of the pages where its result is the one asked for."""

    criterion: Criterion
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Grid:
    """An audit and its results, as read at one instant."""

    audit: Audit
    pages: tuple[tuple[SampledPage, Cells], ...]

    @property
    def is_complete(self) -> bool:
        return conformity.is_complete([_results(cells) for _page, cells in self.pages], criteria())

    @property
    def rate(self) -> Rate:
        """Over the whole sample, of what was tested so far."""
        return conformity.rate(
            [cells[number].result for _page, cells in self.pages if number in cells] for number in criteria()
        )

    @property
    def mean_percent(self) -> int:
        """The mean of the rates of its pages, in hundredths."""
        return conformity.percent(conformity.mean_rate(_results(cells).values() for _page, cells in self.pages))

    @property
    def valid_until(self) -> date:
        return conformity.valid_until(self.audit.audited_on)

    def state(self, today: date) -> Conformity:
        """What the portal may say of itself on this day, if this is the audit that counts."""
        known = self.is_complete and today <= self.valid_until
        return conformity.state(self.rate) if known else Conformity.NONE

    def told(self, result: str) -> list[Told]:
        """The criteria that have this result on some page."""
        found = []
        for number, criterion in criteria().items():
            remarks = tuple(
                Remark(page.name, cells[number].comment)
                for page, cells in self.pages
                if number in cells and cells[number].result == result
            )
            if remarks:
                found.append(Told(criterion, remarks))
        return found


def _results(cells: Cells) -> dict[str, str]:
    return {number: cell.result for number, cell in cells.items()}


def grid_of(audit: Audit) -> Grid:
    """Two statements, however large the sample."""
    cells: dict[int, dict[str, Cell]] = {}
    pages = list(SampledPage.objects.filter(audit_id=audit.pk).order_by("sort_order", "pk"))
    for row in CriterionResult.objects.filter(page__in=pages):
        cells.setdefault(row.page_id, {})[row.criterion] = Cell(row.result, row.comment)
    return Grid(audit, tuple((page, cells.get(page.pk, {})) for page in pages))


def problem_of(cell: Cell) -> str:
    """What keeps a result from being written, in French; "" for nothing."""
    if cell.result not in Result.values:
        return _("Ce résultat n’existe pas.")
    if len(cell.comment) > LONGEST_COMMENT:
        return _("Ce commentaire est trop long : %(most)d signes au plus.") % {"most": LONGEST_COMMENT}
    if cell.result in EXPLAINED and not cell.comment:
        return _("Dites en commentaire ce qui ne va pas, ou pourquoi il y a une dérogation : la page le montre.")
    return ""


@transaction.atomic
def write(changes: Sequence[tuple[SampledPage, Mapping[str, Cell | None]]]) -> None:
    """Give pages, each as it was read, results by number of criterion; None for a criterion not tested.

    What is not named stays. Raises SavedMeanwhile, and ValueError for a result that `problem_of` refuses.
    """
    for page, given in changes:
        if any(cell and problem_of(cell) for cell in given.values()) or not criteria().keys() >= given.keys():
            raise ValueError("a result that cannot be")
        unchanged = SampledPage.objects.filter(pk=page.pk, saves=page.saves)
        if not unchanged.update(saves=F("saves") + 1):
            raise SavedMeanwhile
        CriterionResult.objects.filter(page=page, criterion__in=list(given)).delete()
        CriterionResult.objects.bulk_create(
            CriterionResult(page=page, criterion=number, result=cell.result, comment=cell.comment)
            for number, cell in given.items()
            if cell
        )
    begin()
