"""Where a visitor is: the site, the home page of the language, its sections, and the way back to it."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site

from cms.languages import language_code
from editions.memory import remembered


@dataclass(frozen=True)
class Place:
    """A page that every other one leads to."""

    pk: int
    path: str
    title: str
    url: str
    depth: int
    language: str
    model: type[Page]
    slug: str
    show_in_menus: bool


@dataclass(frozen=True)
class Tree:
    """The home page (None on a site that has none) and the sections of the site, in their order.

    A section that has no version in the language is there in the site's own. `languages` are those of the site that
    are open: their home page is published.
    """

    home: Place | None
    sections: tuple[Place, ...] = ()
    languages: frozenset[str] = frozenset()

    def section(self, model: type[Page]) -> Place | None:
        """The section of that type, if the site has one."""
        return next((place for place in self.sections if place.model is model), None)

    def section_above(self, page: Page) -> Place | None:
        """The section that a page is right under, if it is public."""
        return next((place for place in self.sections if place.path == page.path[: -Page.steplen]), None)


def site_of(request: HttpRequest) -> Site | None:
    """Wagtail's site for the address asked, its home page whole. A copy for each request, which may change it."""
    asked = (request.get_host(), request.get_port())
    return deepcopy(remembered(("cms.site", *asked), lambda: _find_site(request)))


def tree_of(request: HttpRequest | None) -> Tree:
    """The tree for this request's site and language; no tree without a request."""
    site = Site.find_for_request(request)
    if not site:
        return Tree(None)
    language = get_language() or ""
    return remembered(("cms.tree", site.pk, language), lambda: _read(site, language, request))


def section_at(home: Page, slug: str, request: HttpRequest) -> Page | None:
    """The public section of that slug, whole, if `home` is where this request begins. A copy, as the site is."""
    tree = tree_of(request)
    if tree.home is None or tree.home.pk != home.pk:
        return None
    ours = (place for place in tree.sections if place.language == tree.home.language)
    place = next((place for place in ours if place.slug == slug), None)
    if place is None:
        return None
    return deepcopy(remembered(("cms.section", place.pk), lambda: place.model.objects.get(pk=place.pk)))


def page_in_french(request: HttpRequest, language: str) -> Page | None:
    """The public page that the site has in its own language at the address asked in another one, if there is one."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    parts = [part for part in request.path_info.removeprefix(f"/{language}").split("/") if part]
    try:
        page: Page = site.root_page.route(request, parts).page
    except Http404:
        return None
    return None if page.get_view_restrictions().exists() else page


def section_url(model: type[Page]) -> str:
    """Where the first public page of that type is, in the active language; "" when there is none."""
    language = get_language() or settings.LANGUAGE_CODE
    return remembered(("cms.section_url", model, language), lambda: _first_url(model, language))


def _first_url(model: type[Page], language: str) -> str:
    page = model.objects.public_in_language(language).first()
    return (page.get_url() or "") if page else ""


def _find_site(request: HttpRequest) -> Site | None:
    Site.clear_site_root_paths_cache()  # Wagtail's own, which lasts an hour on the other processes.
    site = Site._find_for_request(request)
    if site is not None:
        site.root_page = site.root_page.specific
    return site


def _read(site: Site, language: str, request: HttpRequest | None) -> Tree:
    homes = {language_code(page.locale_id): page for page in site.root_page.get_translations(inclusive=True).live()}
    home = homes.get(language, site.root_page)
    ours = {page.translation_key: page for page in _sections(home)}
    if home.pk != site.root_page.pk:
        ours = {page.translation_key: ours.get(page.translation_key, page) for page in _sections(site.root_page)} | ours
    return Tree(_place(home, request), tuple(_place(page, request) for page in ours.values()), frozenset(homes))


def _sections(home: Page) -> Iterable[Page]:
    """The live public children of a home page."""
    # `public()` would read every restriction first.
    above = [home.path[:end] for end in range(Page.steplen, len(home.path) + 1, Page.steplen)]
    closed = PageViewRestriction.objects.filter(Q(page=OuterRef("pk")) | Q(page__path__in=above))
    return home.get_children().live().filter(~Exists(closed))


def _place(page: Page, request: HttpRequest | None) -> Place:
    return Place(
        pk=page.pk,
        path=page.path,
        title=page.title,
        url=page.get_url(request) or "",
        depth=page.depth,
        language=language_code(page.locale_id),
        model=page.cached_content_type.model_class(),
        slug=page.slug,
        show_in_menus=page.show_in_menus,
    )
