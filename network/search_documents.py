"""What of the network can be found by searching."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructValue

from cms.languages import OTHER_LANGUAGES
from cms.search_documents import register_page
from cms.text import plain
from network import vocabularies
from network.models import (
    DirectoryPage,
    Organisation,
    OrganisationKind,
    ProjectFunding,
    ProjectIndexPage,
    ProjectPage,
    ProjectPartner,
    ProjectTerritory,
    Service,
    Territory,
    TerritoryIndexPage,
    TerritoryKind,
)
from network.models.territory import NARROW
from network.places import completions, places
from network.project_facts import FACTS, phases, points
from network.territory_facets import facet_keys, facet_labels, hierarchy, point_of, successors, surroundings
from search.documents import SearchDocument
from search.facets import register_narrow_values, register_successors
from search.pages import page_audience
from search.places import register_places
from search.registry import register, register_facet_labels, register_hierarchy, register_surroundings

FRENCH = "fr"
NOWHERE = Territory(name="")
LISTED = {"publics_directs", "publics_indirects", "equipe", "territoires", "partenaires", "financements", "themes"}

register_facet_labels("territory", facet_labels)
register_successors("territory", successors)
register_hierarchy("territory", hierarchy)
register_surroundings("territory", surroundings)
register_places(places, completions)
# Some 35,000 communes and 1,250 intercommunalités.
register_narrow_values("territory", ("commune-", "epci-"))
register_facet_labels("public", lambda slugs: dict(vocabularies.PUBLICS))
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
    queryset=lambda: (
        Organisation.objects.public().with_places().select_related("parent").prefetch_related("themes", "services")
    ),
    title_fields=("name", "acronym"),
    related={
        Territory: lambda territory: Organisation.objects.filter(
            Q(territory=territory.pk) | Q(commune=territory.pk)
        ).values_list("pk", flat=True),
        Service: lambda service: [service.organisation_id],
    },
)
def organisation_documents(organisation: Organisation) -> Iterable[SearchDocument]:
    places = organisation.own_territories
    services = list(organisation.services.all())
    numbers = [organisation.siret, organisation.finess, organisation.rna]
    yield SearchDocument(
        id=f"network.organisation:{organisation.pk}",
        kind="organisation",
        title=organisation.name,
        summary=organisation.description,
        body="\n".join(told_of(organisation, services)),
        url=organisation.get_absolute_url(),
        language=FRENCH,
        also_for=OTHER_LANGUAGES,
        territories=facet_keys(places),
        themes=tuple(theme.slug for theme in organisation.themes.all()),
        publics=tuple(dict.fromkeys([*organisation.publics, *(each for one in services for each in one.publics)])),
        organisation_kinds=(organisation.kind,),
        point=organisation.point or point_of(places),
        codes=tuple(filter(None, [organisation.acronym, *numbers])),
        updated=organisation.last_published_at,
        meta={
            "acronym": organisation.acronym,
            "kind": organisation.get_kind_display(),
            "territory": (organisation.commune or organisation.territory or NOWHERE).name,
        },
    )


def narrow_places(pks: Iterable[int | None]) -> Iterable[int]:
    """The communes and intercommunalités that something that appears or leaves in `pks` makes worth finding, or not."""
    told = [pk for pk in pks if pk]
    members = Territory.objects.filter(areas__in=told).values_list("pk", flat=True)
    told += members
    around = Territory.objects.filter(pk__in=told, epci__isnull=False).values("epci")
    here = Territory.objects.filter(Q(pk__in=told) | Q(pk__in=around), kind__in=NARROW)
    return here.values_list("pk", flat=True).order_by("pk")


def told_of(organisation: Organisation, services: Iterable[Service]) -> Iterable[str]:
    """What an organisation is found by, beside its name and presentation."""
    if organisation.parent:
        yield organisation.parent.name
    for service in services:
        yield service.name
        yield service.description


@register(
    Territory,
    kind="territory",
    label=_("Territoire"),
    label_plural=_("Territoires"),
    queryset=lambda: Territory.objects.worth_finding().with_ancestors(),
    title_fields=("name", "code"),
    related={
        Organisation: lambda organisation: narrow_places([organisation.territory_id, organisation.commune_id]),
        ProjectPage: lambda page: narrow_places(page.territory_links.values_list("territory", flat=True)),
        ProjectTerritory: lambda link: narrow_places([link.territory_id]),
    },
)
def territory_documents(territory: Territory) -> Iterable[SearchDocument]:
    yield SearchDocument(
        id=f"network.territory:{territory.pk}",
        kind="territory",
        title=str(territory),
        summary=capfirst(territory.get_kind_display()),
        url=territory.get_absolute_url(),
        language=FRENCH,
        also_for=OTHER_LANGUAGES,
        territories=facet_keys([territory]),
        point=territory.point,
        # "44" is a département to everybody: a région's own code would come beside it.
        codes=() if territory.kind == TerritoryKind.REGION else (territory.code, *territory.postcodes.split()),
    )


for section in (ProjectIndexPage, DirectoryPage, TerritoryIndexPage):
    register_page(section, body=lambda page: page.introduction)
