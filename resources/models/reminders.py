"""What the portal reminded of, beside the page: a draft published late must not bring an old day back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .resource import ResourcePage


class ReminderCause(models.TextChoices):
    LATE = "retard", _("la date annoncée est passée")
    REVIEW = "relecture", _("à relire")


class ResourceReminder(models.Model):
    """When the owner of a page was last written to for one cause."""

    page = models.ForeignKey(ResourcePage, on_delete=models.CASCADE, related_name="reminders")
    cause = models.CharField(_("cause"), max_length=9, choices=ReminderCause)
    written_on = models.DateField(_("écrit le"))

    # What follows a page does not use it: see resources/models/files.py.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rappel")
        verbose_name_plural = _("rappels")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "cause"], name="one_reminder_per_page_and_cause")]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.cause}: {self.written_on}"
