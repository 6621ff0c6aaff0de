from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> "MessageQuerySet":
        """Those nobody has begun to send."""
        return self.filter(claimed_at__isnull=True)

    def in_turn(self) -> "MessageQuerySet":
        """Those never tried first, then those tried the longest ago: none holds the others for ever."""
        return self.order_by(F("tried_at").asc(nulls_first=True), "pk")


class Message(models.Model):
    """A message written and not yet taken by the mail server, made in the transaction that makes it owed.

    `about` is the key (`app.model:pk`) of what it is about. `claimed_at` is set just before it is handed over and
    cleared if the server refuses: a process killed in between leaves it set, and the message is never sent a second
    time. `tried_at` stays: who was refused last comes last. Taken messages are deleted.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    headers = models.JSONField(default=dict)
    calendar = models.TextField(blank=True)  # iTIP (RFC 5546), read by programs that keep a calendar
    about = models.CharField(max_length=150, blank=True, db_index=True)
    written_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    refusals = models.PositiveSmallIntegerField(default=0)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message en attente")
        verbose_name_plural = _("messages en attente")
        default_permissions = ()
        indexes = [models.Index(fields=["written_at"], condition=Q(claimed_at=None), name="messages_waiting")]

    def __str__(self) -> str:
        # Never the address: this is what logs and error reports print.
        return f"Message {self.pk}"
