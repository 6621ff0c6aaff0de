"""What somebody needs in order to take part: never why. Apart from everything else, for the accessibility referent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .registration import Registration


class Accommodation(models.TextChoices):
    LSF = "lsf", _("interprétation en langue des signes française (LSF)")
    LFPC = "lfpc", _("codage en langue française parlée complétée (LfPC)")
    CAPTIONS = "sous-titrage", _("sous-titrage en direct")
    LOOP = "boucle", _("boucle à induction magnétique")
    STEP_FREE = "plain-pied", _("accès sans marche")
    COMPANION = "accompagnant", _("venue d’une personne qui m’accompagne")
    LARGE_PRINT = "grands-caracteres", _("documents en grands caractères")
    EASY_TO_READ = "falc", _("documents faciles à lire et à comprendre")
    QUIET_ROOM = "salle-calme", _("salle calme")
    OTHER = "autre", _("autre chose")


class Needs(models.Model):
    """What one person asked for, by their own link."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="needs")
    accommodations = models.JSONField(_("aménagements"), default=list)  # values of Accommodation
    note = models.TextField(_("précision"), blank=True, max_length=1000)
    said_at = models.DateTimeField(_("dit le"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("besoin d’aménagement")
        verbose_name_plural = _("besoins d’aménagement")
        default_permissions = ()
        permissions = [("read_needs", _("Peut lire les besoins d’aménagement des personnes inscrites"))]

    def __str__(self) -> str:
        return f"Needs {self.pk}"


class NeedsReading(models.Model):
    """That somebody read what one person asked for."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="needs_readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    read_at = models.DateTimeField(_("lu le"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-read_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"NeedsReading {self.pk}"
