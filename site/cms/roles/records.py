"""What Wagtail asks about records that are no page (snippets), for roles that reach everywhere or not."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Model, Q, QuerySet
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from accounts.models import GroupReach

from .reaches import Reach, reach_named


class RecordPermissionPolicy(ModelPermissionPolicy):
    """Django's permissions on the model, those of a group with a reach counting only on what is theirs."""

    def _wide(self, user: Any) -> set[str]:
        """The codenames that count everywhere."""
        given = Q(group__user=user.pk, group__reach=None) | Q(user=user.pk)
        return self._known(user, "wide", lambda: set(self._permissions(given).values_list("codename", flat=True)))

    def _narrow(self, user: Any) -> list[tuple[str, Reach]]:
        """(codename, how far it reaches), for somebody who is entrusted with something."""

        def ask() -> list[tuple[str, Reach]]:
            named = GroupReach.objects.filter(group__user=user.pk, group__permissions__content_type=self._content_type)
            rows = named.values_list("group__permissions__codename", "reach").distinct()
            found = [(codename, reach_named(name)) for codename, name in rows]
            return [(codename, reach) for codename, reach in found if reach and reach.entrusted(user)]

        return self._known(user, "narrow", ask)

    def _permissions(self, given: Q) -> QuerySet[Permission]:
        return Permission.objects.filter(given, content_type=self._content_type).order_by()

    def _known(self, user: Any, what: str, ask: Any) -> Any:
        """Asked once a request: the person is read anew for each."""
        known = user.__dict__.setdefault("_record_permissions", {})
        key = (self.model, what)
        if key not in known:
            known[key] = ask()
        return known[key]

    def reaches_over(self, user: Any, action: str) -> list[Reach]:
        """Those that let `user` do so on what is theirs; none where they may everywhere, nor where they may not."""
        codename = self._get_permission_codename(action)
        if not user.is_active or user.is_superuser or codename in self._wide(user):
            return []
        return [reach for held, reach in self._narrow(user) if held == codename]

    def user_has_everywhere(self, user: Any, action: str) -> bool:
        """Whether it is allowed on every record."""
        if not user.is_active or user.is_superuser:
            return bool(user.is_active)
        return self._get_permission_codename(action) in self._wide(user)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_everywhere(user, action) or bool(self.reaches_over(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if self.user_has_everywhere(user, action):
            return True
        reaches = self.reaches_over(user, action)
        return any(reach.theirs(user, self.model).filter(pk=instance.pk).exists() for reach in reaches)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        asked = list(actions)
        if any(self.user_has_everywhere(user, action) for action in asked):
            return self.model._default_manager.all()
        theirs = Q(pk__in=())
        for reach in {reach.name: reach for action in asked for reach in self.reaches_over(user, action)}.values():
            theirs |= Q(pk__in=reach.theirs(user, self.model).order_by().values("pk"))
        return self.model._default_manager.filter(theirs)


class EverywherePolicy(RecordPermissionPolicy):
    """For what touches every record at once: a permission that reaches only some does not count."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_everywhere(user, action)


class OneRecordPolicy:
    """A policy that answers for one record: Wagtail's screens of a snippet ask whether one may change snippets."""

    def __init__(self, policy: Any, record: Model) -> None:
        self._policy, self._record = policy, record

    def __getattr__(self, name: str) -> Any:
        return getattr(self._policy, name)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(self._policy.user_has_permission_for_instance(user, action, self._record))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class OfOneRecord:
    model: type[Model]
    object: Model | None

    @property
    def permission_policy(self) -> Any:
        policy = policy_registry.get_by_type(self.model)
        record = getattr(self, "object", None)
        return policy if record is None or record.pk is None else OneRecordPolicy(policy, record)


class TheirRecordsIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        theirs = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        records: QuerySet[Any] = super().get_base_queryset()
        return records.filter(pk__in=theirs.order_by().values("pk"))


class RecordViewSet(SnippetViewSet):
    """The screens of a snippet, each of which lists, or opens, only what is theirs."""

    index_view_class = TheirRecordsIndexView

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        if issubclass(view_class, PermissionCheckedMixin) and not issubclass(view_class, IndexView):
            view_class = type(view_class.__name__, (OfOneRecord, view_class), {"__module__": view_class.__module__})
        return super().construct_view(view_class, **kwargs)
