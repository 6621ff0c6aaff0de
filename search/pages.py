"""What Wagtail pages share as search documents."""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from editions.memory import remembered

from .documents import PUBLIC

SIGNED_IN = "signed-in"


def group_tag(pk: int) -> str:
    """The tag of those who belong to a group."""
    return f"group-{pk}"


def page_audience(page: Page) -> tuple[str, ...]:
    """Who may find a page: everyone, people signed in, some groups (`group-<pk>`), or nobody (a shared password).

    Restrictions of its ancestors add to its own: who is in the audience passes all of them.
    Two queries for a page, one more when it is restricted.
    """
    passing = [tags_passing(restriction) for restriction in page.get_view_restrictions().prefetch_related("groups")]
    if not passing:
        return (PUBLIC,)
    # Who belongs to a group is signed in.
    chosen = [tags for tags in passing if tags != {SIGNED_IN}]
    return tuple(sorted(frozenset.intersection(*chosen))) if chosen else (SIGNED_IN,)


def restrictions() -> tuple[tuple[str, frozenset[str]], ...]:
    """Every restriction of the portal: the path of its page, and the tags that pass it."""
    return remembered("search.restrictions", _read_restrictions)


def _read_restrictions() -> tuple[tuple[str, frozenset[str]], ...]:
    every = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    return tuple((restriction.page.path, tags_passing(restriction)) for restriction in every)


def closed_to(audience: Iterable[str]) -> Q:
    """The pages that someone who holds the tags `audience` may not read."""
    closed = Q(pk__in=())
    for path, tags in restrictions():
        if tags.isdisjoint(audience):
            closed |= Q(path__startswith=path)
    return closed


def tags_passing(restriction: PageViewRestriction) -> frozenset[str]:
    """The tags that pass one restriction, each by itself."""
    if restriction.restriction_type == PageViewRestriction.PASSWORD:
        return frozenset()
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        return frozenset(group_tag(group.pk) for group in restriction.groups.all())
    return frozenset([SIGNED_IN])
