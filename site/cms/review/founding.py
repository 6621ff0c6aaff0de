"""One workflow reads everything again: pages, and the records that an app adds to `REVIEWED`."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Task, Workflow, WorkflowContentType, WorkflowTask

from cms.founding.registry import Step, register
from cms.founding.roles import ADMINISTRATORS, PUBLISHERS
from cms.models import ReviewTask

# Kinds of records that go through it too: an app adds its own in its `founding` module.
REVIEWED: list[type[Model]] = []
WAGTAIL_WORKFLOW, WORKFLOW = "Moderators approval", "la relecture par les publicateurs"


def make_review() -> int:
    """Wagtail's workflow becomes ours, once: publishers read again within the days that the task says."""
    workflow = Workflow.objects.filter(name=WAGTAIL_WORKFLOW).first()
    if workflow is None:
        return 0
    task = ReviewTask.objects.create(name=WORKFLOW)
    task.groups.set(Group.objects.filter(name=PUBLISHERS))
    task.escalation_groups.set(Group.objects.filter(name=ADMINISTRATORS))
    wagtails = list(WorkflowTask.objects.filter(workflow=workflow).values_list("task", flat=True))
    WorkflowTask.objects.filter(workflow=workflow).update(task=task)
    Task.objects.filter(pk__in=wagtails, workflow_tasks=None, task_states=None).delete()
    for kind in ContentType.objects.get_for_models(*REVIEWED).values():
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})
    workflow.name = WORKFLOW
    workflow.save()
    return 1


register(Step("relecture", 93, make_review))
