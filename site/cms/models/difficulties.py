from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Difficulty(models.Model):
    """What somebody could not read or use, and what became of it."""

    class State(models.TextChoices):
        NEW = "nouveau", _("nouveau")
        IN_PROGRESS = "en-cours", _("en cours")
        ANSWERED = "repondu", _("répondu")

    KEY = "cms.difficulty:"  # how what its messages are about begins

    text = models.TextField(_("ce qui s’est passé"), max_length=2000)
    place = models.CharField(_("sur quelle page"), max_length=500, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    language = models.CharField(_("langue"), max_length=12, default=settings.LANGUAGE_CODE, editable=False)
    told_at = models.DateTimeField(_("signalé le"))
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.NEW)
    answer = models.TextField(_("réponse"), max_length=5000, blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = _("difficulté signalée")
        verbose_name_plural = _("difficultés signalées")
        default_permissions = ("change",)
        indexes = [models.Index(fields=["told_at"], name="difficulties_by_moment")]

    def __str__(self) -> str:
        # Neither the words nor the address: this is what logs and error reports print.
        return f"Difficulty {self.pk}"

    @property
    def about(self) -> str:
        """What its messages are about."""
        return f"{self.KEY}{self.pk}"
