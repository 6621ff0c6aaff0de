"""The founding files of the network: territories, organisations, projects."""

from collections.abc import Collection
from functools import cache

from cms.founding.portal import PAGE_FIELDS
from cms.founding.registry import FileKind, Step, register
from cms.founding.roles import (
    CONTRIBUTORS,
    KEEP,
    PUBLISH,
    PUBLISHERS,
    TERRITORIAL_EDITORS,
    WRITE,
    french,
    grant,
    grant_pages,
)
from cms.models import HomePage
from cms.review.founding import REVIEWED

from .geography.edition import read_edition
from .geography.importing import import_edition
from .models import (
    DirectoryPage,
    Organisation,
    ProjectIndexPage,
    ProjectPage,
    Territory,
    TerritoryIndexPage,
    TerritoryKind,
)

SECTION_FIELDS = [*PAGE_FIELDS, "introduction"]

REVIEWED.append(Organisation)
_official = cache(read_edition)


def has_geography() -> bool:
    return Territory.objects.filter(kind=TerritoryKind.COMMUNE, epci__isnull=False).exists()


def official_keys() -> Collection[str]:
    """The territories that `make_geography` will have made."""
    return () if has_geography() else {f"{kind}-{code}" for kind, code in _official().territories}


def make_geography() -> int:
    """All of France, once: a new edition is brought by `import_territories`."""
    if has_geography():
        return 0
    made = len(import_edition(_official()).created)
    _official.cache_clear()
    return made


register(Step("géographie", 29, make_geography))
register(
    FileKind(
        name="territoires",
        pattern="territories*.csv",
        order=30,
        model=Territory,
        fields=[
            *["kind", "code", "name", "parent", "time_zone", "members"],
            *["latitude", "longitude", "postcodes", "population"],
        ],
        key=["kind", "code"],
        unknown="territoire inconnu",
        promised=official_keys,
    )
)
register(
    FileKind(
        name="organisations",
        pattern="organisations/*.yaml",
        order=40,
        model=Organisation,
        fields=[
            *["name", "acronym", "slug", "kind", "is_group", "description", "parent", "territory"],
            *["address", "postcode", "commune", "phone", "email", "website"],
        ],
        unknown="organisation inconnue",
    )
)
for order, (name, model) in enumerate(
    {"projects": ProjectIndexPage, "territories": TerritoryIndexPage, "directory": DirectoryPage}.items(), start=50
):
    register(
        FileKind(
            name=str(model._meta.verbose_name),
            pattern=f"sections/{name}.yaml",
            order=order,
            model=model,
            fields=SECTION_FIELDS,
            parent=HomePage,
        )
    )
register(
    FileKind(
        name="projets",
        pattern="projects/*.yaml",
        order=70,
        model=ProjectPage,
        fields=[
            *["title", "slug", "summary", "acronym", "full_name", "status", "themes"],
            *["start", "end", "duration_months", "capacity", "capacity_note"],
            *["presentation", "context", "stakes", "objectives", "innovation"],
            *["cooperation", "principles", "pathway", "phases"],
            *["territory_note", "funding_note", "partners_note"],
        ],
        parts={
            "territory_links": ["territory", "reach", "note"],
            "partners": ["organisation", "relation", "note"],
            "funding": ["organisation", "share", "note"],
            "publics": ["scope", "who", "age_min", "age_max", "conditions"],
            "team": ["role", "mission"],
            "voices": ["text", "name", "role"],
        },
        unknown="projet inconnu",
        parent=ProjectIndexPage,
    )
)


def grant_network() -> int:
    """A contributor keeps records that exist: who is in the directory, others decide."""
    on_records = {CONTRIBUTORS: ("change",), TERRITORIAL_EDITORS: WRITE, PUBLISHERS: PUBLISH}
    return sum(
        [
            grant([Organisation], on_records),
            grant([Territory], {PUBLISHERS: KEEP}),
            grant_pages(french(ProjectIndexPage), {TERRITORIAL_EDITORS: WRITE}),
        ]
    )


register(Step("droits sur le réseau", 92, grant_network))
