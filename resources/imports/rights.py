"""Who may bring things into the library: whoever may add any page below one of its front pages.

A file holds what it holds: a role that reaches only some organisations or territories adds its resources one by one.
"""

from typing import Any

from cms.roles.pages import page_policy
from resources.models import ResourceIndexPage


def may_add_below(index: ResourceIndexPage, user: Any) -> bool:
    return bool(index.permissions_for_user(user).can_add_subpage()) and page_policy.user_has_everywhere(
        user, "add", index
    )


def open_to(user: Any) -> list[ResourceIndexPage]:
    """The front pages below which `user` may add resources, by place in the tree."""
    found = ResourceIndexPage.objects.select_related("locale").order_by("path")
    return [index for index in found if may_add_below(index, user)]
