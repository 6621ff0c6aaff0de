"""What Wagtail asks about pages, for roles that reach everywhere and for those that do not.

The permissions of a group with a reach (`accounts.GroupReach`) count only on the pages that are theirs, below the page
where the group has them. Adding is asked of the section itself; what is added must then be theirs
(`cms.roles.forms`). Being the author of a page gives nothing by itself: whoever is no longer entrusted with an
organisation no longer works on what they wrote for it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission, Page

from cms.bin.policy import OutsideBinPolicy

from .reaches import Reach, reach_named

_EXPLORED = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
_NARROW, _THEIRS = "_narrow_page_permissions", "_pages_in_reach"


def action_of(given: GroupPagePermission) -> str:
    """« change » of `change_page`."""
    return str(given.permission.codename.rsplit("_", 1)[0])


class PortalPagePermissionPolicy(OutsideBinPolicy):
    # A name of its own: wagtail-localize makes a policy of Wagtail's, which would be believed.
    permission_cache_name = "_wide_page_permissions"

    def get_all_permissions_for_user(self, user: Any) -> QuerySet[GroupPagePermission]:
        """Those that count everywhere below their page."""
        return super().get_all_permissions_for_user(user).filter(group__reach=None)

    def narrow_permissions(self, user: Any) -> list[tuple[GroupPagePermission, Reach]]:
        """Those that count for what is theirs only; none for somebody who is entrusted with nothing."""
        if not hasattr(user, _NARROW):
            given = super().get_all_permissions_for_user(user).exclude(group__reach=None).select_related("group__reach")
            found = [(each, reach_named(each.group.reach.reach)) for each in given]
            entrusted = {reach.name: reach.entrusted(user) for _, reach in found if reach}
            setattr(user, _NARROW, [(each, reach) for each, reach in found if reach and entrusted[reach.name]])
        kept: list[tuple[GroupPagePermission, Reach]] = getattr(user, _NARROW)
        return kept

    def narrow_actions(self, user: Any, page: Page) -> set[str]:
        """What somebody may do on `page` because it is theirs, or is a section where they may add."""
        return {action_of(given) for given, _ in self._reaching(user, page)}

    def user_has_everywhere(self, user: Any, action: str, page: Page) -> bool:
        """Whether it is allowed on all that is below `page`, whoever it belongs to."""
        return bool(super().user_has_any_permission_for_instance(user, {action}, page))

    def reaches_over(self, user: Any, page: Page, action: str) -> list[Reach]:
        """Those that let `user` do so on `page`; none where they may everywhere, nor where they may not."""
        if self.user_has_everywhere(user, action, page):
            return []
        return [reach for given, reach in self._reaching(user, page) if action_of(given) == action]

    def _reaching(self, user: Any, page: Page) -> Iterable[tuple[GroupPagePermission, Reach]]:
        for given, reach in self.narrow_permissions(user):
            if action_of(given) == "add":
                reached = page.pk == given.page_id
            else:
                reached = page.path.startswith(given.page.path) and page.pk in self._theirs(user, reach)
            if reached:
                yield given, reach

    def _theirs(self, user: Any, reach: Reach) -> set[int]:
        """Asked once a request: a listing asks of each of its rows."""
        known: dict[str, set[int]] = user.__dict__.setdefault(_THEIRS, {})
        if reach.name not in known:
            known[reach.name] = set(
                Page.objects.filter(reach.their_pages(user)).order_by().values_list("pk", flat=True)
            )
        return known[reach.name]

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        if super().user_has_any_permission(user, actions):
            return True
        asked = set(actions)
        return user.is_active and any(action_of(given) in asked for given, _ in self.narrow_permissions(user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        return user.is_active and bool(set(actions) & self.narrow_actions(user, instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:
        asked = set(actions)
        pages = super().instances_user_has_any_permission_for(user, asked)
        if not user.is_active or user.is_superuser:
            return pages
        narrow = Q()
        for given, reach in self.narrow_permissions(user):
            if action_of(given) not in asked:
                continue
            if action_of(given) == "add":
                narrow |= Q(pk=given.page_id)
            else:
                narrow |= Q(path__startswith=given.page.path) & Q(pk__in=self._theirs(user, reach))
        return pages | self.model._default_manager.filter(narrow) if narrow else pages

    def instances_with_direct_explore_permission(self, user: Any) -> list[Page]:
        pages = list(super().instances_with_direct_explore_permission(user))
        if not user.is_superuser:
            pages += [given.page for given, _ in self.narrow_permissions(user) if action_of(given) in _EXPLORED]
        return pages

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet[Any]:
        """As Wagtail says, without those of a reach whose page it is not."""
        people = super().users_with_any_permission_for_instance(actions, instance, include_superusers)
        reached = people.filter(groups__reach__isnull=False)
        out = [each.pk for each in reached if not self.user_has_any_permission_for_instance(each, actions, instance)]
        return people.exclude(pk__in=out)

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """What they may do something on, and the way that leads there."""
        if not user.is_active or user.is_superuser:
            return self._base_queryset_for_user(user)
        pages = self.instances_user_has_any_permission_for(user, _EXPLORED)
        held = self.instances_with_direct_explore_permission(user)
        for page in held:
            pages |= self.model._default_manager.ancestor_of(page, inclusive=True)
        root = self.explorable_root_instance(user)
        return pages.filter(path__startswith=root.path) if root else pages.none()


page_policy = PortalPagePermissionPolicy()
