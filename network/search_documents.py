"""What of the network can be found by searching."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructValue

from cms.search_documents import register_page
from cms.text import plain
from network.models import (
    DirectoryPage,
    Organisation,
    OrganisationKind,
    ProjectFunding,
    ProjectIndexPage,
    ProjectPage,
    ProjectPartner,
    ProjectTerritory,
    Territory,
    TerritoryIndexPage,
    TerritoryKind,
)
from network.places import places
from network.project_facts import FACTS, phases, points
from network.territory_facets import facet_keys, facet_labels, point_of, surroundings
from search.documents import SearchDocument
from search.facets import register_narrow_values
from search.pages import page_audience
from search.places import register_places
from search.registry import register, register_facet_labels, register_surroundings

FRENCH = "fr"
LISTED = {"publics_directs", "publics_indirects", "equipe", "territoires", "partenaires", "financements", "themes"}

register_facet_labels("territory", facet_labels)
register_surroundings("territory", surroundings)
register_places(places)
# Some 35,000 communes and 1,250 intercommunalités.
register_narrow_values("territory", ("commune-", "epci-"))
register_facet_labels("organisation_kind", lambda slugs: dict(OrganisationKind.choices))


def projects_of(organisation: Organisation) -> Iterable[int]:
    return ProjectPage.objects.with_organisation(organisation.pk).values_list("pk", flat=True)


def body_of(page: ProjectPage) -> str:
    """All the texts of a project: what reads well in an extract first, the lists of names last."""
    streams = [page.context, page.stakes, page.objectives, page.innovation, page.principles, page.cooperation]
    told = [page.full_name, plain(page.presentation), *(point for stream in streams for point in points(stream))]
    told += [stage for block in page.pathway for stage in stage_texts(block.value)]
    told += [f"« {voice.text} » {voice.name}, {voice.role}" for voice in page.voices.all()]
    told += phases(page)
    listed = [" · ".join(read(page)) for key, _label, read in FACTS if key in LISTED]
    return "\n".join(filter(None, told + listed))


def stage_texts(stage: StructValue) -> list[str]:
    return [stage["title"], plain(stage["text"].source), *stage["actions"], stage["limit"] or ""]


@register(
    ProjectPage,
    kind="project",
    label=_("Projet"),
    label_plural=_("Projets"),
    queryset=lambda: ProjectPage.objects.live().with_facts().select_related("locale").prefetch_related("voices"),
    title_fields=("title", "acronym", "full_name"),
    bonus=20.0,
    related={
        ProjectPartner: lambda link: [link.page_id],
        ProjectFunding: lambda link: [link.page_id],
        ProjectTerritory: lambda link: [link.page_id],
        Territory: lambda territory: ProjectPage.objects.within(territory).values_list("pk", flat=True),
        Organisation: projects_of,
    },
)
def project_documents(page: ProjectPage) -> Iterable[SearchDocument]:
    yield SearchDocument(
        id=f"network.projectpage:{page.pk}",
        kind="project",
        title=page.title,
        summary=page.summary,
        body=body_of(page),
        url=page.get_url(),
        language=page.locale.language_code,
        territories=facet_keys(page.territories),
        themes=tuple(theme.slug for theme in page.themes.all()),
        date=page.start or None,
        point=point_of(page.territories),
        codes=tuple(filter(None, [page.acronym])),
        updated=page.last_published_at,
        audience=page_audience(page),
        meta={
            "acronym": page.acronym,
            "status": page.get_status_display(),
            "territories": [territory.name for territory in page.territories],
        },
    )


@register(
    Organisation,
    kind="organisation",
    label=_("Organisation"),
    label_plural=_("Organisations"),
    queryset=lambda: Organisation.objects.filter(live=True).select_related(
        "territory__parent__parent__parent", "parent"
    ),
    title_fields=("name", "acronym"),
    related={Territory: lambda territory: territory.organisations.values_list("pk", flat=True)},
)
def organisation_documents(organisation: Organisation) -> Iterable[SearchDocument]:
    territory = organisation.territory
    yield SearchDocument(
        id=f"network.organisation:{organisation.pk}",
        kind="organisation",
        title=organisation.name,
        summary=organisation.description,
        body=organisation.parent.name if organisation.parent else "",
        url=organisation.get_absolute_url(),
        language=FRENCH,
        territories=facet_keys([territory] if territory else []),
        organisation_kinds=(organisation.kind,),
        point=point_of([territory] if territory else []),
        codes=tuple(filter(None, [organisation.acronym])),
        updated=organisation.last_published_at,
        meta={
            "acronym": organisation.acronym,
            "kind": organisation.get_kind_display(),
            "territory": territory.name if territory else "",
        },
    )


@register(
    Territory,
    kind="territory",
    label=_("Territoire"),
    label_plural=_("Territoires"),
    queryset=lambda: Territory.objects.with_ancestors(),
    title_fields=("name", "code"),
)
def territory_documents(territory: Territory) -> Iterable[SearchDocument]:
    yield SearchDocument(
        id=f"network.territory:{territory.pk}",
        kind="territory",
        title=str(territory),
        summary=capfirst(territory.get_kind_display()),
        url=territory.get_absolute_url(),
        language=FRENCH,
        territories=facet_keys([territory]),
        point=territory.point,
        # "44" is a département to everybody: a région's own code would come beside it.
        codes=() if territory.kind == TerritoryKind.REGION else (territory.code, *territory.postcodes.split()),
    )


for section in (ProjectIndexPage, DirectoryPage, TerritoryIndexPage):
    register_page(section, body=lambda page: page.introduction)
