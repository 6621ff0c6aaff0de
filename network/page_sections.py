"""What the home page shows of the network, its projects and its territories; and what follows each of its pages."""

from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from cms.models import HomePage
from cms.navigation import section_url
from cms.sections import Section, section_of
from cms.see_also import LAST, see_also
from network.models import DirectoryPage, Organisation, ProjectIndexPage, ProjectPage, TerritoryIndexPage
from network.presentation import project_card, territory_card
from network.territory_counts import busy_regions
from search.answer import answer
from search.query import Near, SearchHit, SearchQuery, Sort
from search.understanding import active_language

NEIGHBOURS = 4
NEIGHBOURS_WITHIN = 20  # kilometres, the usual circle of a search

section_of(ProjectPage, Organisation, order=LAST)(see_also)


@section_of(Organisation, order=80)
def neighbours(organisation: Organisation) -> Section:
    """The nearest organisations, as the search index knows them."""
    commune = organisation.commune
    point = organisation.point or (commune.point if commune else None)
    hits: list[SearchHit] = []
    if point:
        around = Near(*point, NEIGHBOURS_WITHIN)
        found = answer(
            SearchQuery(
                fixed={"kind": frozenset(["organisation"])},
                near=around,
                sort=Sort.DISTANCE,
                page_size=NEIGHBOURS + 1,
                language=active_language(),
                facets=(),
            )
        )
        hits = [hit for hit in found.hits if hit.url != organisation.get_absolute_url()]
    directory = section_url(DirectoryPage) if commune and hits else ""
    return Section(
        anchor="voisins",
        title=_("À proximité"),
        items=hits,
        template="search/_similar_item.html",
        most=NEIGHBOURS,
        more_url=f"{directory}?{urlencode({'autour': commune.key})}" if directory and commune else "",
        more_label=_("Tout ce qui est autour"),
    )


@section_of(HomePage, order=10)
def projects(home: HomePage) -> Section:
    pages = ProjectPage.objects.public_in_language(active_language()).with_territories().order_by("title")
    return Section(
        anchor="projets",
        title=_("Les projets"),
        items=[project_card(page) for page in pages[:6]],
        template="network/_project_item.html",
        more_url=section_url(ProjectIndexPage),
        more_label=_("Tous les projets"),
    )


@section_of(HomePage, order=20)
def territories(home: HomePage) -> Section:
    return Section(
        anchor="territoires",
        title=_("Dans quels territoires ?"),
        items=[territory_card(place, count) for place, count in busy_regions()],
        template="network/_territory_item.html",
        more_url=section_url(TerritoryIndexPage),
        more_label=_("Tous les territoires"),
    )
