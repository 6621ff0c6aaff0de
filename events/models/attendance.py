"""Who was there, half-day by half-day, and what certifies it."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from .desk import RegistrationDesk
from .registration import Registration


class HalfDay(models.Model):
    """A part of the event that is attended or not."""

    desk = models.ForeignKey(RegistrationDesk, on_delete=models.CASCADE, related_name="half_days")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("demi-journée")
        verbose_name_plural = _("demi-journées")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="half_day_ends_later")
        ]

    def __str__(self) -> str:
        starts, ends = self.on_the_clock
        return f"{formats.date_format(starts, 'j F Y')}, {starts:%H:%M} – {ends:%H:%M}"

    @property
    def on_the_clock(self) -> tuple[datetime, datetime]:
        """Its start and its end, on the clocks of the place."""
        zone = ZoneInfo(self.desk.event.zone)
        return self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)


class Scan(models.Model):
    """That somebody at the door said that a person is there, or that it was a mistake. Rows are only added.

    `nonce` is the device's: what it sends twice counts once. `at` is when, on the clock of the device.
    """

    half_day = models.ForeignKey(HalfDay, on_delete=models.PROTECT, related_name="scans")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="scans")
    nonce = models.UUIDField(unique=True, editable=False)
    present = models.BooleanField(_("présente"))
    at = models.DateTimeField(_("le"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Scan {self.pk}"


class Certificate(models.Model):
    """That the attendance of somebody is certified; who reads its code asks the portal whether it still holds."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="certificate")
    issued_at = models.DateTimeField(_("établie le"))
    revoked_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attestation de présence")
        verbose_name_plural = _("attestations de présence")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Certificate {self.pk}"
