"""What is written to all those who come to an event: by its organiser, or because it changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.registration.states import UNSETTLED, State

from .desk import RegistrationDesk


class Announcement(models.Model):
    """One message to each of them, written a few at a time; `written_to` is the number of the last one written to."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("message de l’organisateur")
        CHANGE = "changement", _("changement de l’événement")

    class Recipients(models.TextChoices):
        CONFIRMED = "inscrits", _("les personnes dont l’inscription est confirmée")
        ATTENDED = "presents", _("les personnes qui sont venues")
        WAITING = "attente", _("les personnes sur liste d’attente")
        EVERYBODY = "tous", _("toutes celles qui viennent ou attendent une réponse")

    desk = models.ForeignKey(RegistrationDesk, on_delete=models.CASCADE, related_name="announcements")
    kind = models.CharField(_("genre"), max_length=10, choices=Kind, default=Kind.MESSAGE)
    recipients = models.CharField(_("à qui"), max_length=8, choices=Recipients, default=Recipients.CONFIRMED)
    subject = models.CharField(_("objet"), max_length=150, blank=True)
    text = models.TextField(_("message"), max_length=5000, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("demandé le"))
    written_to = models.PositiveBigIntegerField(default=0)
    count = models.PositiveIntegerField(_("messages"), default=0)
    done_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("message aux personnes inscrites")
        verbose_name_plural = _("messages aux personnes inscrites")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Announcement {self.pk}"

    @property
    def states(self) -> frozenset[State]:
        return {
            self.Recipients.CONFIRMED: frozenset({State.CONFIRMED}),
            self.Recipients.ATTENDED: frozenset({State.ATTENDED, State.PARTIAL}),
            self.Recipients.WAITING: frozenset({State.WAITING}),
            self.Recipients.EVERYBODY: UNSETTLED,
        }[self.Recipients(self.recipients)]
