"""What was to happen and did not, and saying that a resource is still true."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Revision, Workflow, WorkflowTask

from resources.due import cause_of, due, next_review, with_due
from resources.models import ReminderCause, ResourceFile, ResourcePage, ResourceStatus
from resources.reviewing import still_true

from .making import editor, file, library, resource

pytestmark = pytest.mark.usefixtures("founding")

TODAY = date(2026, 11, 25)


def is_due(page: ResourcePage, today: date = TODAY) -> bool:
    return due(ResourcePage.objects.filter(pk=page.pk), today).exists()


def row(page: ResourcePage, today: date = TODAY) -> Any:
    return with_due(ResourcePage.objects.filter(pk=page.pk), today).get()


@pytest.mark.parametrize(
    ("expected", "late"),
    [
        ("2025", True), ("2026", False), ("2026-10", True), ("2026-11", False), ("2026-12", False),
        ("2026-11-24", True), ("2026-11-25", False), ("2027", False), ("", False),
    ],
)  # fmt: skip
def test_an_announced_day_passes_with_its_whole_period(expected: str, late: bool) -> None:
    page = resource("À venir", status=ResourceStatus.ANNOUNCED, expected=expected)
    assert is_due(page) is late
    assert cause_of(row(page)) == (ReminderCause.LATE if late else None)
    published = resource("Parue", status=ResourceStatus.PUBLISHED, expected=expected)
    assert not is_due(published)


@pytest.mark.parametrize(
    ("reviewed", "months", "today", "to_review"),
    [
        (date(2026, 5, 25), 6, TODAY, True),
        (date(2026, 5, 26), 6, TODAY, False),
        (date(2026, 4, 30), 6, TODAY, True),
        (date(2026, 6, 1), 6, TODAY, False),
        (date(2025, 11, 25), 12, TODAY, True),
        (date(2025, 12, 1), 12, date(2026, 12, 1), True),
        (date(2025, 12, 31), 1, date(2026, 1, 30), False),
        (date(2025, 12, 31), 1, date(2026, 1, 31), True),
        (date(2026, 8, 31), 6, date(2027, 2, 27), False),
        (date(2026, 8, 31), 6, date(2027, 2, 28), True),
        (date(2026, 11, 1), None, TODAY, False),
    ],
)
def test_a_review_is_due_some_months_later(reviewed: date, months: int | None, today: date, to_review: bool) -> None:
    page = resource("Relue", reviewed_on=reviewed, review_every=months)
    assert is_due(page, today) is to_review
    if months:
        day = next_review(row(page, today))
        assert day and (day <= today) is to_review


def test_what_was_never_read_again_counts_from_its_publication() -> None:
    page = resource("Jamais relue", review_every=6)
    ResourcePage.objects.update(first_published_at=datetime(2026, 5, 25, 10, tzinfo=UTC))
    assert is_due(page) and next_review(row(page)) == TODAY
    ResourcePage.objects.update(first_published_at=datetime(2026, 5, 26, 10, tzinfo=UTC))
    assert not is_due(page)
    ResourcePage.objects.update(first_published_at=None)
    assert is_due(page) and next_review(row(page)) is None


@pytest.mark.parametrize("status", [ResourceStatus.ANNOUNCED, ResourceStatus.WITHDRAWN])
def test_what_is_not_there_is_not_read_again(status: str) -> None:
    assert not is_due(resource("Absente", status=status, review_every=1, reviewed_on=date(2020, 1, 1)))


def test_drafts_are_left_in_peace() -> None:
    assert not is_due(resource("Brouillon", review_every=1, reviewed_on=date(2020, 1, 1), live=False))


# Still true


@pytest.fixture
def page() -> ResourcePage:
    guide = file("Guide")
    return resource("Guide", documents=(guide,), summary="En ligne.", reviewed_on=date(2025, 1, 1), review_every=6)


def test_the_day_is_published_and_nothing_else(page: ResourcePage) -> None:
    user = editor(below=library())
    still_true(page.pk, user, TODAY)
    now = ResourcePage.objects.get(pk=page.pk)
    assert (now.reviewed_on, now.summary, now.live, now.has_unpublished_changes) == (TODAY, "En ligne.", True, False)
    assert now.live_revision == now.latest_revision != page.latest_revision
    assert now.live_revision.user == user
    assert [each.label for each in now.files.all()] == ["Guide"]
    assert not is_due(now)


def test_a_draft_in_progress_is_not_published(page: Any) -> None:
    page.summary, page.title = "En cours d’écriture.", "Guide récrit"
    page.files = [ResourceFile(label="Ailleurs", url="https://un.example/")]
    page.save_revision()
    still_true(page.pk, editor(below=library()), TODAY)
    now = ResourcePage.objects.get(pk=page.pk)
    assert (now.title, now.summary, now.reviewed_on) == ("Guide", "En ligne.", TODAY)
    assert [each.label for each in now.files.all()] == ["Guide"]
    assert now.has_unpublished_changes and now.draft_title == "Guide récrit"

    draft = now.get_latest_revision_as_object()
    assert (draft.summary, draft.reviewed_on) == ("En cours d’écriture.", TODAY)
    now.latest_revision.publish()

    published = ResourcePage.objects.get(pk=page.pk)
    assert (published.summary, published.reviewed_on) == ("En cours d’écriture.", TODAY)
    assert [each.label for each in published.files.all()] == ["Ailleurs"]
    assert not published.has_unpublished_changes


@pytest.mark.parametrize("busy", ["workflow", "schedule", "lock", "draft"])
def test_the_work_of_others_is_not_undone(page: Any, busy: str) -> None:
    user = editor(below=library())
    other = editor("autre", below=library())
    if busy == "workflow":
        from wagtail.models import GroupApprovalTask

        page.summary = "À valider."
        page.save_revision()
        workflow = Workflow.objects.create(name="Relecture")
        task = GroupApprovalTask.objects.create(name="Relire")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
        workflow.start(page, other)
    elif busy == "schedule":
        page.go_live_at = datetime.now(UTC) + timedelta(days=5)
        page.save_revision().publish()
    elif busy == "lock":
        page.locked, page.locked_by, page.locked_at = True, other, datetime.now(UTC)
        page.save()
    else:
        page.unpublish()
    revisions = Revision.objects.count()
    with pytest.raises(ValidationError):
        still_true(page.pk, user, TODAY)
    assert ResourcePage.objects.get(pk=page.pk).reviewed_on == date(2025, 1, 1)
    assert Revision.objects.count() == revisions
    if busy == "workflow":
        assert ResourcePage.objects.get(pk=page.pk).workflow_in_progress
    if busy == "schedule":
        assert ResourcePage.objects.get(pk=page.pk).scheduled_revision
