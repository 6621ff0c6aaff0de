"""With whom an organisation works: the partners of its projects, as a list and as a picture of the same."""

from collections.abc import Iterable
from typing import Any

from network.models import Organisation, ProjectPage
from network.presentation import linked, project_heading

Data = dict[str, Any]

# The picture, in its own units: the organisation, the names of projects and their points, the partners.
_WIDTH, _ROW = 480, 28
_SELF, _PROJECT_NAME, _PROJECT, _PARTNER = 14, 44, 220, 300
_LONGEST = 22  # characters of a name


def shared_projects(organisation: Organisation, projects: Iterable[ProjectPage]) -> list[tuple[ProjectPage, list]]:
    """(project loaded by `with_organisations`, the others that are named in it), those with others only."""
    shared = []
    for project in projects:
        others = {
            link.organisation_id: link.organisation
            for link in [*project.partners.all(), *project.funding.all()]
            if link.organisation_id != organisation.pk
        }
        if others:
            shared.append((project, list(others.values())))
    return shared


def as_facts(shared: Iterable[tuple[ProjectPage, list[Organisation]]]) -> list[Data]:
    """The items of the component "facts": one a project."""
    return [
        {"term": project_heading(project), "values": [linked(other) for other in others]} for project, others in shared
    ]


def as_picture(shared: list[tuple[ProjectPage, list[Organisation]]]) -> Data | None:
    """The variables of the component "network_picture": lines and names with their coordinates; None for no partner."""
    if not shared:
        return None
    partners = {other.pk: other for _project, others in shared for other in others}
    rows = max(len(shared), len(partners))
    heights = {pk: _spread(row, len(partners), rows) for row, pk in enumerate(partners)}
    middle = rows * _ROW / 2
    curves, names = [], []
    for row, (project, others) in enumerate(shared):
        height = _spread(row, len(shared), rows)
        text = _cut(project.acronym or project.title)
        names.append({"x": _PROJECT_NAME, "dot": _PROJECT, "y": height, "text": text, "kind": "project"})
        curves.append(_curve(_SELF, middle, _PROJECT_NAME - 6, height))
        curves += [_curve(_PROJECT, height, _PARTNER, heights[other.pk]) for other in others]
    names += [
        {"x": _PARTNER + 12, "dot": _PARTNER, "y": heights[pk], "text": _cut(other.short_name), "kind": "organisation"}
        for pk, other in partners.items()
    ]
    return {"width": _WIDTH, "height": rows * _ROW, "x": _SELF, "y": middle, "curves": curves, "names": names}


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """A path that leaves and arrives flat."""
    middle = (x1 + x2) / 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def _spread(row: int, count: int, rows: int) -> float:
    """The height of the middle of a row of a column that has `count` of them, in a picture of `rows`."""
    return round((row + 0.5) * rows * _ROW / count, 1)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
