"""What an event takes registrations with: when, from whom, how many, and what is asked.

It stands beside the page: seats are of now, whatever drafts of the page say.
"""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .event import EventPage, EventState


class RegistrationDesk(models.Model):
    """The registration of one event."""

    class Audience(models.TextChoices):
        OPEN = "tous", _("toute personne intéressée")
        PROFESSIONALS = "professionnels", _("professionnels")
        ORGANISATIONS = "structures", _("personnes des structures nommées")

    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="desk", verbose_name=_("événement"))
    audience = models.CharField(_("pour qui"), max_length=14, choices=Audience, default=Audience.PROFESSIONALS)
    organisations = models.ManyToManyField(
        "network.Organisation", verbose_name=_("structures nommées"), blank=True, related_name="+"
    )
    opens_at = models.DateTimeField(_("ouverture des inscriptions"))
    closes_at = models.DateTimeField(
        _("clôture"), null=True, blank=True, help_text=_("Sans clôture, on s’inscrit jusqu’au début de l’événement.")
    )
    moderated = models.BooleanField(_("chaque demande attend votre accord"), default=False)
    largest_group = models.PositiveSmallIntegerField(
        _("personnes par demande, au plus"), default=10, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    fills_in = models.BooleanField(
        _("compléter avec les suivants"),
        default=False,
        help_text=_(
            "Quand un groupe qui veut venir ensemble attend plus de places qu’il n’y en a, "
            "proposer ces places aux personnes qui suivent."
        ),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("heures pour répondre à une place proposée"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
    )
    contact = models.EmailField(_("adresse pour les questions"), blank=True)
    # The number of the last thing done to seats: what does something to them takes the next one first, so that
    # only one at a time does; requests wait in the order of theirs.
    turn = models.PositiveBigIntegerField(default=0, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("inscription à un événement")
        verbose_name_plural = _("inscriptions aux événements")
        default_permissions = ()
        permissions = [("manage_registrations", _("Peut organiser les inscriptions aux événements"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at=None) | models.Q(closes_at__gt=models.F("opens_at")),
                name="desk_closes_after_it_opens",
                violation_error_message=_("La clôture vient après l’ouverture."),
            )
        ]

    def __str__(self) -> str:
        return self.event.title

    def is_ahead(self, now: datetime) -> bool:
        """Whether the event is still to come, and takes place as far as is known."""
        called_off = self.event.state in (EventState.CANCELLED, EventState.POSTPONED)
        begun = self.event.starts_at is not None and self.event.starts_at <= now
        return self.event.live and not called_off and not begun

    def is_open(self, now: datetime) -> bool:
        """Whether a request is taken: a full event takes some, for its waiting list."""
        closed = self.closes_at is not None and self.closes_at <= now
        return self.is_ahead(now) and self.opens_at <= now and not closed


class Quota(models.Model):
    """Some places of which there are only so many. Every registration takes one of the event itself."""

    class Kind(models.TextChoices):
        EVENT = "evenement", _("événement")
        ON_SITE = "sur-place", _("sur place")
        REMOTE = "a-distance", _("à distance")
        WORKSHOP = "atelier", _("atelier")
        WHEELCHAIR = "fauteuil", _("emplacement pour fauteuil roulant")

    desk = models.ForeignKey(RegistrationDesk, on_delete=models.CASCADE, related_name="quotas")
    kind = models.CharField(_("genre"), max_length=10, choices=Kind)
    label = models.CharField(_("intitulé"), max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    starts_at = models.DateTimeField(_("début"), null=True, blank=True)
    ends_at = models.DateTimeField(_("fin"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, help_text=_("Vide : sans limite."))
    held = models.PositiveIntegerField(_("places prises"), default=0, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("contingent de places")
        verbose_name_plural = _("contingents de places")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity=None) | models.Q(held__lte=models.F("capacity")), name="never_oversold"
            ),
            models.UniqueConstraint(
                fields=["desk", "kind"], condition=~models.Q(kind="atelier"), name="one_quota_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()

    @property
    def is_waited_for(self) -> bool:
        """Whether people wait for one when there is none left; others are chosen once one is in."""
        return self.kind in (self.Kind.EVENT, self.Kind.ON_SITE, self.Kind.REMOTE)

    @property
    def free(self) -> int | None:
        """How many places are left; None without a limit."""
        return None if self.capacity is None else self.capacity - self.held


class Question(models.Model):
    """Something that the organiser asks of everyone, and why, and for how long the answers are kept."""

    class Kind(models.TextChoices):
        TEXT = "texte", _("texte")
        CHOICE = "choix", _("un choix")
        YES_NO = "oui-non", _("oui ou non")

    desk = models.ForeignKey(RegistrationDesk, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    label = models.CharField(_("question"), max_length=200)
    purpose = models.CharField(
        _("à quoi sert la réponse"), max_length=300, help_text=_("Écrit sous la question. Ne demandez pas le handicap.")
    )
    kind = models.CharField(_("genre"), max_length=7, choices=Kind, default=Kind.TEXT)
    choices = models.TextField(_("choix possibles"), blank=True, help_text=_("Un par ligne."))
    required = models.BooleanField(_("réponse obligatoire"), default=False)
    days_kept = models.PositiveSmallIntegerField(
        _("jours de conservation après l’événement"), default=90, validators=[MaxValueValidator(1095)]
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.label

    @property
    def options(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]
