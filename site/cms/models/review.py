"""What waits to be read again, and until when."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState
from wagtail.permissions import policy_registry

_SATURDAY = 5


def after_working_days(day: date, count: int) -> date:
    """The day that comes `count` working days (Monday to Friday) after `day`."""
    for _each in range(count):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    return day


class Told(models.IntegerChoices):
    """What those who read again were last told of one thing that waits: it only grows."""

    SUBMITTED = 0, _("envoyé à la relecture")
    SOON = 1, _("l’échéance est demain")
    LATE = 2, _("l’échéance est passée")
    ESCALATED = 3, _("les administrateurs sont prévenus")


class ReviewState(TaskState):
    """One passage through a `ReviewTask`: what was promised when it was submitted does not move with the task."""

    due_on = models.DateField(_("à relire avant la fin du"), db_index=True)
    escalate_on = models.DateField(_("administrateurs prévenus le"))
    told = models.PositiveSmallIntegerField(choices=Told, default=Told.SUBMITTED, editable=False)

    class Meta:
        verbose_name = _("relecture")
        verbose_name_plural = _("relectures")
        default_permissions = ()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.due_on is None:
            self.due_on, self.escalate_on = self.task.specific.due_from(timezone.now())
        super().save(*args, **kwargs)


class ReviewTask(AbstractGroupApprovalTask):
    """Somebody of these groups reads again within some working days; past them, others are told.

    A group that reaches only what its people are entrusted with reads only that again.
    """

    working_days = models.PositiveSmallIntegerField(
        _("jours ouvrés pour relire"),
        default=5,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Du lundi au vendredi, à partir du lendemain de l’envoi. La veille, puis le lendemain de l’échéance,"
            " un message rappelle ce qui attend."
        ),
    )
    escalation_days = models.PositiveSmallIntegerField(
        _("jours ouvrés de retard avant de prévenir plus haut"), default=3, validators=[MinValueValidator(1)]
    )
    escalation_groups = models.ManyToManyField(
        Group,
        verbose_name=_("qui prévenir alors"),
        blank=True,
        related_name="+",
        help_text=_("Ces groupes peuvent relire aussi, et reçoivent un message quand personne ne l’a fait."),
    )

    task_state_class = ReviewState
    admin_form_fields = [
        *AbstractGroupApprovalTask.admin_form_fields,
        *["working_days", "escalation_days", "escalation_groups"],
    ]
    admin_form_widgets = {
        **AbstractGroupApprovalTask.admin_form_widgets,
        "escalation_groups": forms.CheckboxSelectMultiple,
    }

    class Meta:
        verbose_name = _("relecture avec échéance")
        verbose_name_plural = _("relectures avec échéance")

    def due_from(self, submitted: datetime) -> tuple[date, date]:
        """(last day to read again, day when others are told), in local time."""
        due_on = after_working_days(timezone.localdate(submitted), self.working_days)
        return due_on, after_working_days(due_on, self.escalation_days)

    def groups_of(self, user: Any) -> "models.QuerySet[Group]":
        """Those in the name of which `user` may decide: whoever is told that nobody did may do it."""
        named = models.Q(pk__in=self.groups.values("pk")) | models.Q(pk__in=self.escalation_groups.values("pk"))
        return Group.objects.filter(named, user=user.pk)

    def _user_in_groups(self, user: Any) -> bool:
        return self.groups_of(user).exists()

    def reviews(self, obj: Any, user: Any) -> bool:
        """Whether `user` reads `obj` again."""
        if user.is_superuser:
            return bool(user.is_active)
        groups = self.groups_of(user)
        if not user.is_active or not groups.exists():
            return False
        if groups.filter(reach=None).exists():
            return True
        policy = policy_registry.get(obj)
        return bool(policy.user_has_permission_for_instance(user, "change", obj))

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.reviews(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.reviews(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self.reviews(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        return super().get_actions(obj, user) if self.reviews(obj, user) else []

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> "models.QuerySet[TaskState]":
        states: models.QuerySet[TaskState] = super().get_task_states_user_can_moderate(user, **kwargs)
        if user.is_superuser or self.groups_of(user).filter(reach=None).exists():
            return states
        theirs = [state.pk for state in states if self.reviews(state.workflow_state.content_object, user)]
        return states.filter(pk__in=theirs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Des personnes de ces groupes relisent avant une échéance"))
