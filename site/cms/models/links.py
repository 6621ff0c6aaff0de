"""What asking the addresses outside that the portal gives has told, and what gives each."""

from datetime import datetime

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def due(self, now: datetime) -> "LinkCheckQuerySet":
        """Those to ask, the longest awaited first."""
        return self.filter(next_check_at__lte=now).order_by("next_check_at", "pk")

    def broken(self) -> "LinkCheckQuerySet":
        return self.filter(state=LinkCheck.State.BROKEN)


class LinkCheck(models.Model):
    """An address outside, and what it answered the last time.

    `status` is None when there was no HTTP answer; `message` is for editors, "" when all is well. `failures` are in a
    row, since `failing_since`.
    """

    class State(models.TextChoices):
        WAITING = "attente", _("pas encore vérifié")
        GOOD = "bon", _("répond")
        CLOSED = "ferme", _("refuse les programmes")
        FAILING = "echec", _("en échec, à confirmer")
        BROKEN = "mort", _("mort")

    url = models.URLField(_("adresse"), max_length=1000, unique=True)
    state = models.CharField(_("état"), max_length=7, choices=State, default=State.WAITING)
    status = models.PositiveSmallIntegerField(_("code HTTP"), null=True, blank=True)
    message = models.CharField(_("ce qui ne va pas"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("vérifié le"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("échecs de suite"), default=0)
    failing_since = models.DateTimeField(_("en échec depuis"), null=True, blank=True)
    next_check_at = models.DateTimeField(_("prochaine vérification"), default=timezone.now, db_index=True)

    objects = LinkCheckQuerySet.as_manager()

    # What follows an address does not use it: see resources/models/files.py.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["url"]
        verbose_name = _("lien vérifié")
        verbose_name_plural = _("liens vérifiés")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(failures=0) | Q(failing_since__isnull=False), name="link_failing_since")
        ]

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """A page or a snippet that gives an address. Rows of what is deleted go with the next round."""

    link = models.ForeignKey(LinkCheck, on_delete=models.CASCADE, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    giver = GenericForeignKey("content_type", "object_id")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("usage d’un lien")
        verbose_name_plural = _("usages des liens")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["link", "content_type", "object_id"], name="one_use_per_link_and_giver")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="links_by_giver")]

    def __str__(self) -> str:
        return f"LinkUse {self.pk}"
