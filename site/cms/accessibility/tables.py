"""The grid as a table: a line for each criterion of each page."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.models.audits import SampledPage
from search.spreadsheets import said_by

from .conformity import Result
from .grids import Cell, Grid, problem_of
from .rgaa import criteria

CRITERION, PAGE, RESULT, COMMENT = "critere", "adresse", "resultat", "commentaire"
_HEAD = [CRITERION, "thematique", "intitule", "page", PAGE, RESULT, COMMENT]
_NEEDED = {CRITERION, PAGE, RESULT}
# Alone, « 1.1 » is a date to some spreadsheets.
_BEFORE = "RGAA "
MOST_BYTES = 5 * 1024**2  # a hundred pages and their comments


@dataclass
class Read:
    """What a table says: results to write, by page; or, for each wrong line, (its number, a sentence)."""

    changes: dict[SampledPage, dict[str, Cell | None]] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)


def not_tested() -> str:
    return _("non testé")


def rows(grid: Grid) -> Iterator[list[str]]:
    """The head, then every criterion of every page, tested or not."""
    yield _HEAD
    for page, cells in grid.pages:
        for number, criterion in criteria().items():
            cell = cells.get(number)
            told = [Result(cell.result).label, cell.comment] if cell else [not_tested(), ""]
            yield [_BEFORE + number, criterion.topic, criterion.title, page.name, page.address, *map(str, told)]


def read(content: bytes, grid: Grid) -> Read:
    """Reads a table of `rows`' columns, in any order; lines that are not there change nothing."""
    said = Read()
    try:
        lines = list(_lines(content))
    except csv.Error:
        said.problems.append((1, _("Ce fichier n’est pas un tableau CSV : enregistrez-le de nouveau.")))
        return said
    head = [cell.strip().lower() for cell in lines[0][1]] if lines else []
    if absent := _NEEDED - set(head):
        reason = _("La première ligne doit nommer les colonnes. Il manque : %(columns)s.")
        said.problems.append((1, reason % {"columns": ", ".join(sorted(absent))}))
        return said
    pages = {page.address: page for page, _cells in grid.pages}
    for line, cells in lines[1:]:
        row = {name: said_by(cell.strip()).strip() for name, cell in zip(head, cells, strict=False)}
        if problem := _take(row, pages, said):
            said.problems.append((line, problem))
    if not said.changes and not said.problems:
        said.problems.append((1, _("Le tableau n’a aucune ligne de résultat.")))
    return said


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(number of the line in the file, cells) of each row that says something. Raises csv.Error."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _take(row: dict[str, str], pages: dict[str, SampledPage], said: Read) -> str:
    """Adds what a line says; what is wrong with it, "" for nothing."""
    number, page = row.get(CRITERION, "").removeprefix(_BEFORE).strip(), pages.get(row.get(PAGE, ""))
    if number not in criteria():
        return _("Le critère « %(value)s » n’existe pas : écrivez par exemple « RGAA 1.1 ».") % {"value": number}
    if page is None:
        return _("La page « %(value)s » n’est pas parmi les pages vérifiées.") % {"value": row.get(PAGE, "")}
    given = said.changes.setdefault(page, {})
    if number in given:
        return _("Ce critère est donné deux fois pour cette page.")
    wanted, comment = row.get(RESULT, "").lower(), row.get(COMMENT, "")
    given[number] = None
    if wanted in ("", "nt", not_tested()):
        return _("Un critère non testé n’a pas de commentaire.") if comment else ""
    result = {key: result for result in Result for key in (result.value.lower(), str(result.label))}.get(wanted)
    if result is None:
        choices = ", ".join([*(str(result.label) for result in Result), not_tested()])
        reason = _("Le résultat « %(value)s » n’existe pas. Choix : %(choices)s.")
        return reason % {"value": row.get(RESULT, ""), "choices": choices}
    given[number] = cell = Cell(result, comment)
    return problem_of(cell)
