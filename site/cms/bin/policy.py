"""What the lists of the admin hold: for a superuser, Wagtail says every page, those of the bin included."""

from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy

from .place import OUTSIDE


class OutsideBinPolicy(PagePermissionPolicy):
    def _base_queryset_for_user(self, user: Any) -> Any:
        pages = super()._base_queryset_for_user(user)
        return pages if pages is None else pages.filter(OUTSIDE)

    def instances_with_direct_explore_permission(self, user: Any) -> Any:
        pages = super().instances_with_direct_explore_permission(user)
        return pages.filter(OUTSIDE) if user.is_superuser else pages
