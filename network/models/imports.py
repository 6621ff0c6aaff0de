"""Files of the directory that were read, and what people have to decide after them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.runs import FileRun


class ImportFormat(models.TextChoices):
    FINESS_PLUS = "finess-plus", _("FINESS+ (JSON)")
    FINESS_ETALAB = "finess-etalab", _("FINESS, ancien extrait (CSV)")
    DATA_INCLUSION = "data-inclusion", _("data·inclusion (JSON)")
    OWN_CSV = "csv", _("tableau du portail (CSV)")


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
