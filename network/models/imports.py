"""Files of the directory that were read, and what people have to decide after them."""

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


class ImportFormat(models.TextChoices):
    FINESS_PLUS = "finess-plus", _("FINESS+ (JSON)")
    FINESS_ETALAB = "finess-etalab", _("FINESS, ancien extrait (CSV)")
    DATA_INCLUSION = "data-inclusion", _("data·inclusion (JSON)")
    OWN_CSV = "csv", _("tableau du portail (CSV)")


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


class ImportRun(FileRun):
    """One reading of one file of organisations (`network.imports.fates`)."""

    format = models.CharField(_("format"), max_length=20, choices=ImportFormat)
    complete = models.BooleanField(_("fichier complet"), default=False)

    class Meta(FileRun.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    @property
    def about(self) -> str:
        """What lists of imports say of it, beside its name."""
        told = str(self.get_format_display())
        return f"{told}, {_('registre complet')}" if self.complete else told


class Decision(models.TextChoices):
    PENDING = "pending", _("à décider")
    OURS = "ours", _("la fiche est gardée")
    THEIRS = "theirs", _("la source est suivie")


class ImportConflict(models.Model):
    """A value that a person chose, and that a source now says otherwise. `ours` and `theirs` are JSON.

    What was decided is not asked again until the source changes its mind.
    """

    organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="import_conflicts",
    )
    source = models.CharField(_("source"), max_length=40)
    service_key = models.CharField(max_length=150, blank=True)
    field = models.CharField(_("champ"), max_length=40)
    ours = models.JSONField(_("dans la fiche"), null=True)
    theirs = models.JSONField(_("dans la source"), null=True)
    seen_at = models.DateTimeField(_("vu le"))
    decision = models.CharField(_("décision"), max_length=10, choices=Decision, default=Decision.PENDING)
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("par"), null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        ordering = ["organisation", "source", "service_key", "field"]
        verbose_name = _("divergence")
        verbose_name_plural = _("divergences")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source", "service_key", "field"], name="unique_import_conflict"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.field}"
