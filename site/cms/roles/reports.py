"""Wagtail's reports on what happened and what waits, without what is not theirs.

Wagtail shows what concerns a kind of record to whoever may change some of them; a role may reach only some.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.models import ModelLogEntry
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .records import RecordPermissionPolicy


def not_theirs(user: Any, kind: str, number: str) -> Q:
    """A condition on rows that name a record by its content type, in the field `kind`, and its key as text."""
    found = Q(pk__in=())
    for model in get_snippet_models():
        policy = policy_registry.get_by_type(model)
        if isinstance(policy, RecordPermissionPolicy) and not policy.user_has_everywhere(user, "change"):
            theirs = policy.instances_user_has_any_permission_for(user, ["change"])
            numbers = theirs.order_by().annotate(number=Cast("pk", CharField())).values("number")
            content_type = ContentType.objects.get_for_model(model)
            found |= Q(**{kind: content_type.pk}) & ~Q(**{f"{number}__in": numbers})
    return found


class TheirWorkflowView(WorkflowView):
    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset()
        return rows.exclude(not_theirs(self.request.user, "base_content_type", "object_id"))


class TheirWorkflowTasksView(WorkflowTasksView):
    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset()
        whose = ("workflow_state__base_content_type", "workflow_state__object_id")
        return rows.exclude(not_theirs(self.request.user, *whose))


class TheirLogEntriesView(LogEntriesView):
    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        if rows.model is ModelLogEntry:
            rows = rows.exclude(not_theirs(self.request.user, "content_type", "object_id"))
        return rows


# At Wagtail's own addresses, in front of its views, whose names lead here.
urlpatterns = decorate_urlpatterns(
    [
        path(f"{address}{results}", never_cache(view.as_view(results_only=bool(results))))
        for address, view in (
            ("workflow/", TheirWorkflowView),
            ("workflow_tasks/", TheirWorkflowTasksView),
            ("site-history/", TheirLogEntriesView),
        )
        for results in ("", "results/")
    ],
    require_admin_access,
)
