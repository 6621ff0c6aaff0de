"""What Wagtail pages share as search documents."""

from wagtail.models import Page, PageViewRestriction

from .documents import PUBLIC

SIGNED_IN = "signed-in"


def group_tag(pk: int) -> str:
    """The tag of those who belong to a group."""
    return f"group-{pk}"


def page_audience(page: Page) -> tuple[str, ...]:
    """Who may find a page: everyone, people signed in, some groups (`group-<pk>`), or nobody (a shared password).

    Restrictions of its ancestors add to its own: who is in the audience passes all of them. One query for a page.
    """
    groups: set[int] | None = None
    signed_in = False
    for restriction in page.get_view_restrictions().prefetch_related("groups"):
        if restriction.restriction_type == PageViewRestriction.PASSWORD:
            return ()
        if restriction.restriction_type == PageViewRestriction.GROUPS:
            allowed = {group.pk for group in restriction.groups.all()}
            groups = allowed if groups is None else groups & allowed
        else:
            signed_in = True
    if groups is not None:
        return tuple(map(group_tag, sorted(groups)))
    return (SIGNED_IN,) if signed_in else (PUBLIC,)
