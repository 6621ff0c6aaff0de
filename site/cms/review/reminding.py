"""Reminding of what waits: the day before, once it is late, then those who answer for it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.models import ReviewState, Told
from cms.models.review import after_working_days

from .following import write
from .people import reviewers, told_when_late
from .waiting import waiting
from .writing import reminder


@transaction.atomic
def remind(now: datetime) -> int:
    """Write about all that has come to its next stage since the last time; how many letters. To be called every day.

    A letter a person and a stage, about everything: what was told is kept in the same transaction, so that nobody is
    written to twice however often this runs, and whatever is killed meanwhile.
    """
    today = timezone.localdate(now)
    # Locked: another worker may be reminding.
    states = list(waiting(today).select_for_update(of=("self",)).select_related("task", "workflow_state"))
    letters = 0
    for stage in (Told.SOON, Told.LATE, Told.ESCALATED):
        come = [state for state in states if state.told < stage == _stage(state, today)]
        letters += _tell(stage, come)
        for state in come:
            ReviewState.objects.filter(pk=state.pk).update(told=stage)
    return letters


def _stage(state: ReviewState, today: Any) -> Told:
    """Where it stands. What was sent the day before its deadline is not told of again the same day."""
    if today >= state.escalate_on:
        return Told.ESCALATED
    if today > state.due_on:
        return Told.LATE
    sent = timezone.localdate(state.started_at)
    return Told.SOON if sent < today and after_working_days(today, 1) >= state.due_on else Told.SUBMITTED


def _tell(stage: Told, states: Iterable[ReviewState]) -> int:
    theirs: dict[Any, list[ReviewState]] = {}
    for state in states:
        told = told_when_late(state.task.specific) if stage == Told.ESCALATED else reviewers(state)
        for person in told:
            theirs.setdefault(person, []).append(state)
    return sum(write(person, reminder(stage, waiting_states)) for person, waiting_states in theirs.items())
