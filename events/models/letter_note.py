"""What an organiser adds to the letters of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .desk import RegistrationDesk


class LetterNote(models.Model):
    """Some words in each letter of one kind. What the portal says there itself, facts and link, stays."""

    class Kind(models.TextChoices):
        """Values are those of the state that is told, and one for reminders."""

        CONFIRMED = "confirmee", _("inscription confirmée")
        WAITING = "liste-attente", _("sur liste d’attente")
        PENDING = "attente-accord", _("demande reçue, à accepter")
        OFFERED = "proposee", _("place proposée")
        REFUSED = "refusee", _("demande non retenue")
        CANCELLED = "annulee", _("inscription annulée")
        EVENT_CANCELLED = "evenement-annule", _("événement annulé")
        REMINDER = "rappel", _("rappel avant l’événement")

    desk = models.ForeignKey(RegistrationDesk, on_delete=models.CASCADE, related_name="letter_notes")
    kind = models.CharField(max_length=16, choices=Kind)
    text = models.TextField(max_length=2000)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["desk", "kind"], name="one_note_a_letter")]

    def __str__(self) -> str:
        return f"LetterNote {self.pk}"
