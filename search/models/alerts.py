"""Saved searches: the only personal data search keeps."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from mail.models import Message

MAX_QUERY = 1000  # characters, ASCII: also what every database can index


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def confirmed(self) -> "SavedSearchQuerySet":
        """Those whose owner of the address said yes."""
        return self.filter(confirmed_at__isnull=False)

    def due(self, now: datetime) -> "SavedSearchQuerySet":
        """Those to look at now. One whose last message still waits is not: what is new will gather in the next."""
        key = Concat(Value(SavedSearch.KEY), Cast("pk", models.CharField()))
        waiting = Message.objects.waiting().filter(about=OuterRef("key"))
        return self.confirmed().filter(next_at__lte=now).annotate(key=key).exclude(Exists(waiting))


class SavedSearch(models.Model):
    """A search whose news an address wants. Nothing is sent before it is confirmed; deleted when it is stopped.

    `query` is the canonical query string (`search.alerts.questions`). `seen` is what the search has already found,
    8 bytes a document, None until it could be asked. `token` is what links are made of: they die with the row.
    """

    class Frequency(models.TextChoices):
        DAILY = "daily", _("chaque jour")
        WEEKLY = "weekly", _("chaque semaine")

    KEY = "search.savedsearch:"  # how the keys of alerts begin: what their messages are about

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"))
    query = models.CharField(_("recherche"), max_length=MAX_QUERY, blank=True)
    language = models.CharField(_("langue"), max_length=12)
    frequency = models.CharField(_("rythme"), max_length=6, choices=Frequency, default=Frequency.WEEKLY)
    asked_at = models.DateTimeField(_("demandée le"))
    invited_at = models.DateTimeField(_("invitation envoyée le"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, blank=True)
    next_at = models.DateTimeField(_("prochain envoi"), null=True, blank=True, db_index=True)
    last_sent_at = models.DateTimeField(_("dernier envoi"), null=True, blank=True)
    seen = models.BinaryField(null=True, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("alerte de recherche")
        verbose_name_plural = _("alertes de recherche")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["email", "query", "language"], name="one_alert_per_address_and_search")
        ]

    def __str__(self) -> str:
        # Never the address: this is what logs and error reports print.
        return f"SavedSearch {self.pk}"

    @property
    def about(self) -> str:
        """What its messages are about."""
        return f"{self.KEY}{self.pk}"

    @classmethod
    def pk_of(cls, about: str) -> int | None:
        """The primary key of the alert that a message is about; None for a message of something else."""
        return int(about.removeprefix(cls.KEY)) if about.startswith(cls.KEY) else None

    @property
    def period(self) -> timedelta:
        """Time between two messages."""
        return timedelta(days=1 if self.frequency == self.Frequency.DAILY else 7)
