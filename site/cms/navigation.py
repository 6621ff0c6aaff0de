"""Where a visitor is: the home page of the language, its sections, and the way back to it."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site

from cms.languages import language_code


@dataclass(frozen=True)
class Tree:
    """The home page (None on a site that has none) and its live public children, in their order."""

    home: Page | None
    sections: list[Page] = field(default_factory=list)

    def section(self, model: type[Page]) -> Page | None:
        """The section of that type, if the site has one."""
        return next((page for page in self.sections if page.cached_content_type.model_class() is model), None)


def tree_of(request: HttpRequest | None) -> Tree:
    """The tree for this request's site and language, read once a request; no tree without a request."""
    if request is None:
        return Tree(None)
    if not hasattr(request, "_tree"):
        request._tree = _read(request)  # type: ignore[attr-defined]
    return request._tree  # type: ignore[attr-defined]


def _read(request: HttpRequest) -> Tree:
    site = Site.find_for_request(request)
    if site is None:
        return Tree(None)
    home = site.root_page
    language = get_language()
    if language_code(home.locale_id) != language:
        translated = home.get_translations().filter(locale__language_code=language).live().first()
        home = translated or home
    # `public()` would read every restriction first.
    above = [home.path[:end] for end in range(Page.steplen, len(home.path) + 1, Page.steplen)]
    closed = PageViewRestriction.objects.filter(Q(page=OuterRef("pk")) | Q(page__path__in=above))
    return Tree(home, list(home.get_children().live().filter(~Exists(closed))))
