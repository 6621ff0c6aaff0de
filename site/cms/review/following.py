"""Letters that a decision makes owed, in place of Wagtail's: those leave at once or never, and without comment."""

import logging
from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_cancelled, task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from cms.models import ReviewState
from mail.outbox import Written, post, withdraw

from .people import reviewers, wanting
from .writing import decision, submission

log = logging.getLogger(__name__)

_WAGTAILS = [
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
]


def connect() -> None:
    """Once Wagtail has connected its own."""
    for signal, sender, uid in _WAGTAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    task_submitted.connect(_submitted, sender=ReviewState, dispatch_uid="cms.review.submitted")
    task_cancelled.connect(_withdrawn, sender=ReviewState, dispatch_uid="cms.review.cancelled")
    workflow_approved.connect(_approved, sender=WorkflowState, dispatch_uid="cms.review.approved")
    workflow_rejected.connect(_rejected, sender=WorkflowState, dispatch_uid="cms.review.rejected")
    post_delete.connect(_withdrawn, sender=ReviewState, dispatch_uid="cms.review.deleted")


def about(state: TaskState) -> str:
    """The key of letters about one passage."""
    return f"cms.reviewstate:{state.pk}"


def write(person: Any, words: Written, about: str = "") -> bool:
    """Whether a letter is owed to `person`: an address that nothing can be sent to holds nobody else up."""
    try:
        post(to=person.email, about=about, **words)
    except ValueError:
        log.warning("user %d has no address that can be written to", person.pk)
        return False
    return True


def _submitted(instance: ReviewState, **_kwargs: Any) -> None:
    words = submission(instance)
    for person in reviewers(instance):
        write(person, words, about(instance))


def _withdrawn(instance: ReviewState, **_kwargs: Any) -> None:
    withdraw(about(instance))


def _approved(instance: WorkflowState, **kwargs: Any) -> None:
    _decided(instance, True, kwargs.get("user"))


def _rejected(instance: WorkflowState, **kwargs: Any) -> None:
    _decided(instance, False, kwargs.get("user"))


def _decided(workflow_state: WorkflowState, approved: bool, by: Any) -> None:
    state = workflow_state.current_task_state.specific
    withdraw(about(state))
    author = workflow_state.requested_by
    if author and author != by:
        for person in wanting([author], "approved" if approved else "rejected"):
            write(person, decision(state, approved))
