"""Who sees the reports, and of which resources: what somebody may change."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from resources.models import LibraryDocument, ResourceIndexPage, ResourcePage

_CHANGING = {"change_page", "add_page"}  # who may only add pages changes his own


def may_keep(user: Any) -> bool:
    """Whether `user` may change pages below the library."""
    if not user.is_active or user.is_superuser:
        return bool(user.is_active)
    policy = policy_registry.get_by_type(Page)
    held = [*policy.get_cached_permissions_for_user(user), *(each for each, _ in policy.narrow_permissions(user))]
    given = [each.page for each in held if each.permission.codename in _CHANGING]
    libraries = ResourceIndexPage.objects.order_by().values_list("path", flat=True) if given else []
    return any(path.startswith(page.path) or page.path.startswith(path) for path in libraries for page in given)


def changeable(user: Any) -> QuerySet[ResourcePage]:
    """The resources that `user` may change."""
    if user.is_active and user.is_superuser:
        return ResourcePage.objects.outside_bin()
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return ResourcePage.objects.filter(pk__in=pages.order_by().values("pk"))


def may_keep_files(user: Any) -> bool:
    return bool(policy_registry.get_by_type(LibraryDocument).user_has_any_permission(user, ["change", "delete"]))


def changeable_files(user: Any) -> QuerySet[LibraryDocument]:
    """The files that `user` may change or delete, by their collections."""
    policy = policy_registry.get_by_type(LibraryDocument)
    files = policy.instances_user_has_any_permission_for(user, ["change", "delete"])
    # A subquery: those of several collections are no queryset that can be counted in.
    return LibraryDocument.objects.filter(pk__in=files.order_by().values("pk"))
