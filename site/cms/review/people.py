"""Who is written to about what waits."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.users.models import UserProfile

from cms.models import ReviewState, ReviewTask


def reviewers(state: ReviewState) -> list[Any]:
    """Those who may read it again and want letters, but for who sent it; administrators when there is nobody."""
    task, asked = state.task.specific, state.workflow_state
    people = [
        person
        for person in _reachable(groups__in=task.groups.all()).exclude(pk=asked.requested_by_id)
        if task.reviews(asked.content_object, person)
    ]
    return wanting(people or _reachable(is_superuser=True).exclude(pk=asked.requested_by_id), "submitted")


def told_when_late(task: ReviewTask) -> list[Any]:
    """Those whom the task names, or every administrator of the machine."""
    named = _reachable(groups__in=task.escalation_groups.all())
    return wanting(named or _reachable(is_superuser=True), "submitted")


def wanting(people: Iterable[Any], kind: str) -> list[Any]:
    """Those of `people` who have an address and did not refuse these letters in their account."""
    return [
        person
        for person in people
        if person.is_active and person.email and getattr(UserProfile.get_for_user(person), f"{kind}_notifications")
    ]


def _reachable(**which: Any) -> QuerySet[Any]:
    return get_user_model().objects.filter(is_active=True, **which).exclude(email="").distinct().order_by("pk")
