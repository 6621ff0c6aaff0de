"""Who sees the reports, and of which pages: what somebody may change."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.roles.pages import page_policy


def may_change_pages(user: Any) -> bool:
    return bool(user.is_active and page_policy.user_has_permission(user, "change"))


def changeable(user: Any) -> QuerySet[Page]:
    """The pages that `user` may change."""
    pages = page_policy.instances_user_has_permission_for(user, "change")
    # A subquery: those of several groups are no queryset that can be counted in.
    return Page.objects.filter(pk__in=pages.order_by().values("pk"), depth__gt=1)
