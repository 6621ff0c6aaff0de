"""What people decided about records that look alike, and where merged records went."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    DISTINCT = "distinctes", _("distinctes")
    UNCERTAIN = "a-revoir", _("à revoir")


class DuplicateVerdict(models.Model):
    """What somebody decided of two records; `first` is the one with the smaller primary key."""

    first = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(_("décision"), max_length=12, choices=Verdict)
    decided_at = models.DateTimeField(_("le"), auto_now=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("par"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("décision sur un doublon")
        verbose_name_plural = _("décisions sur les doublons")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="unique_duplicate_verdict"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="ordered_duplicate_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id} : {self.get_verdict_display()}"


class FormerAddress(models.Model):
    """The end of an address that an organisation no longer has: it leads to the one it has now.

    `record` is all that a merged record held, as Wagtail's revisions keep it; {} for a mere change of address.
    """

    slug = models.SlugField(_("ancienne adresse"), max_length=120, unique=True)
    organisation = models.ForeignKey(
        "network.Organisation",
        on_delete=models.CASCADE,
        related_name="former_addresses",
        verbose_name=_("organisation"),
    )
    record = models.JSONField(_("fiche fusionnée"), default=dict, blank=True)
    since = models.DateTimeField(_("depuis"), auto_now_add=True)

    class Meta:
        verbose_name = _("ancienne adresse")
        verbose_name_plural = _("anciennes adresses")

    def __str__(self) -> str:
        return self.slug
