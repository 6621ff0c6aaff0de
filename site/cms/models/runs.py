"""Files that were brought to the portal, and what reading each of them did."""

from datetime import timedelta
from typing import Self, TypeVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A run that says nothing for so long was killed.
_SILENCE = timedelta(minutes=10)


def private_files() -> FileSystemStorage:
    """Files that no address gives: a view does, to those who may read them."""
    return FileSystemStorage(location=settings.PRIVATE_ROOT)


class RunState(models.TextChoices):
    WAITING = "waiting", _("en attente")
    RUNNING = "running", _("en cours")
    DONE = "done", _("terminé")
    FAILED = "failed", _("échoué")


Run = TypeVar("Run", bound="FileRun")


class FileRunQuerySet(models.QuerySet[Run]):
    def under_way(self) -> Self:
        """Those that write now, or would if nobody had killed them a moment ago."""
        return self.filter(state=RunState.RUNNING, seen_at__gt=timezone.now() - _SILENCE)


class FileRun(models.Model):
    """One reading of one file, by whichever app. `counts` holds how many rows met each of its fates."""

    file_name = models.CharField(_("fichier"), max_length=255)
    file = models.FileField(storage=private_files, upload_to="imports", max_length=255, blank=True, editable=False)
    report = models.FileField(storage=private_files, upload_to="imports", max_length=255, blank=True, editable=False)
    dry_run = models.BooleanField(_("essai"), default=False)
    state = models.CharField(_("état"), max_length=10, choices=RunState, default=RunState.WAITING)
    counts = models.JSONField(_("bilan"), default=dict)
    problem = models.TextField(_("problème"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("par"), null=True, blank=True, on_delete=models.SET_NULL
    )
    asked_at = models.DateTimeField(_("demandé le"), auto_now_add=True)
    started_at = models.DateTimeField(_("commencé le"), null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    objects = FileRunQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_over(self) -> bool:
        return self.state in (RunState.DONE, RunState.FAILED)

    @property
    def was_killed(self) -> bool:
        """Whether it stopped without a word: what it wrote until then is whole, and another run completes it."""
        return bool(self.state == RunState.RUNNING and self.seen_at and self.seen_at < timezone.now() - _SILENCE)

    @property
    def is_under_way(self) -> bool:
        """Whether more is to come: it waits, or works."""
        return not self.is_over and not self.was_killed

    @property
    def is_applicable(self) -> bool:
        """Whether it is a try that went well, which may now be done for good."""
        return bool(self.dry_run and self.state == RunState.DONE and self.file)
