"""What waits to be read again."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from cms.models import ReviewState, ReviewTask


def waiting(today: date | None = None) -> QuerySet[ReviewState]:
    """Everything that waits, the earliest deadline first; `late` is annotated: the deadline was before `today`."""
    day = today or timezone.localdate()
    late = Case(When(due_on__lt=day, then=True), default=Value(False), output_field=BooleanField())
    states = ReviewState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS
    )
    return states.annotate(late=late).order_by("due_on", "started_at", "pk")


def waiting_for(user: Any, today: date | None = None) -> QuerySet[ReviewState]:
    """What `user` may read again, the earliest deadline first, each with `late`.

    `state.workflow_state.content_object` is what waits, `state.due_on` its last day,
    `state.workflow_state.requested_by` who sent it.
    """
    theirs = [
        number
        for task in ReviewTask.objects.filter(active=True)
        for number in task.get_task_states_user_can_moderate(user).order_by().values_list("pk", flat=True)
    ]
    return waiting(today).filter(pk__in=theirs).select_related("task", "workflow_state__requested_by")
