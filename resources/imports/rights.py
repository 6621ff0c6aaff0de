"""Who may bring things into the library: whoever may add a page below one of its front pages."""

from typing import Any

from resources.models import ResourceIndexPage


def may_add_below(index: ResourceIndexPage, user: Any) -> bool:
    return bool(index.permissions_for_user(user).can_add_subpage())


def open_to(user: Any) -> list[ResourceIndexPage]:
    """The front pages below which `user` may add resources, by place in the tree."""
    found = ResourceIndexPage.objects.select_related("locale").order_by("path")
    return [index for index in found if may_add_below(index, user)]
