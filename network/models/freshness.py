"""Keeping records true: who answers for each, when it was last confirmed, what its partners answered.

Apart from Organisation: a draft published late must not bring an old date back.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FollowUp(models.Model):
    """How one record is kept true. `referent` is private: the portal writes to it, and shows it to editors only."""

    class Rhythm(models.IntegerChoices):
        QUARTER = 3, _("tous les trois mois")
        HALF = 6, _("tous les six mois")
        YEAR = 12, _("tous les ans")

    organisation = models.OneToOneField("network.Organisation", on_delete=models.CASCADE, related_name="follow_up")
    referent = models.EmailField(
        _("adresse du référent"),
        blank=True,
        help_text=_("La personne qui tient la fiche à jour. Avec son accord : elle recevra des rappels."),
    )
    rhythm = models.PositiveSmallIntegerField(_("rythme"), choices=Rhythm, default=Rhythm.HALF)
    verified_on = models.DateField(_("vérifiée le"), null=True, blank=True)
    reminded_on = models.DateField(_("dernier rappel"), null=True, blank=True)
    link_sent_on = models.DateField(_("lien envoyé le"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("rappels sans réponse"), default=0)
    # Of the interface in which a link was last asked for: what the portal writes about the record is in it.
    language = models.CharField(_("langue"), max_length=12, default=settings.LANGUAGE_CODE, editable=False)

    class Meta:
        verbose_name = _("suivi d’une fiche")
        verbose_name_plural = _("suivi des fiches")

    def __str__(self) -> str:
        # Never the address: this is what logs and error reports print.
        return f"FollowUp {self.pk}"


class PartnerAnswer(models.Model):
    """What came back through a link: a confirmation, or a proposal that waits for an editor until `handled_at`."""

    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="answers")
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    message = models.TextField(_("message"), blank=True)
    answered_at = models.DateTimeField(_("reçue le"))
    handled_at = models.DateTimeField(_("traitée le"), null=True, blank=True)

    class Meta:
        ordering = ["-answered_at", "-pk"]
        verbose_name = _("réponse d’un partenaire")
        verbose_name_plural = _("réponses des partenaires")

    def __str__(self) -> str:
        return f"PartnerAnswer {self.pk}"


class OrganisationRequest(models.Model):
    """A wish to be in the directory. Nothing is looked at before its address is confirmed."""

    name = models.CharField(_("nom de la structure"), max_length=200)
    commune = models.CharField(_("commune"), max_length=150)
    website = models.URLField(_("site"), max_length=500, blank=True)
    message = models.TextField(_("ce qu’elle fait"), max_length=2000)
    email = models.EmailField(_("adresse électronique"))
    language = models.CharField(_("langue"), max_length=12, default=settings.LANGUAGE_CODE, editable=False)
    asked_at = models.DateTimeField(_("demandée le"))
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, blank=True)
    handled_at = models.DateTimeField(_("traitée le"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("demande d’inscription à l’annuaire")
        verbose_name_plural = _("demandes d’inscription à l’annuaire")

    def __str__(self) -> str:
        return f"OrganisationRequest {self.pk}"
