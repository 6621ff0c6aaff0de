"""« Travaux en échec »: what the worker could not do, for administrators. What a task was about is not shown."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from wagtail.admin.ui.tables import Column

from .base import DayColumn, Report

SHOWN = timedelta(days=7)


def failed_tasks() -> QuerySet[Any]:
    """Those of the last week: what comes back every day was tried again since."""
    return DBTaskResult.objects.failed().filter(finished_at__gt=timezone.now() - SHOWN)


def is_administrator(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


class FailedTaskReport(Report):
    namespace = "cms_reports"
    name = "travaux-en-echec"
    page_title = _("Travaux en échec")
    header_icon = "warning"
    model = DBTaskResult
    may_see: Callable[[Any], bool] = staticmethod(is_administrator)
    default_ordering = "-finished_at"
    then_by = ("pk",)
    columns = [
        Column("task_path", label=_("Travail"), sort_key="task_path"),
        Column("exception_class_path", label=_("Erreur"), sort_key="exception_class_path"),
        DayColumn("finished_at", label=_("Le"), sort_key="finished_at"),
    ]
    list_export = ["task_path", "exception_class_path", "finished_at"]
    export_headings = {"task_path": _("Travail"), "exception_class_path": _("Erreur"), "finished_at": _("Le")}

    def get_base_queryset(self) -> QuerySet[Any]:
        return failed_tasks()
