"""Who asked to come, in which state each one is, and how it came to that."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.registration.states import ACTIVE, HOLDING, State

from .desk import Question, Quota, RegistrationDesk


class Booking(models.Model):
    """One request: somebody, for themselves or for colleagues."""

    # What the form was given with: sent twice, it gets the first answer.
    token = models.UUIDField(unique=True, editable=False)
    desk = models.ForeignKey(RegistrationDesk, on_delete=models.PROTECT, related_name="bookings")
    name = models.CharField(_("nom de qui demande"), max_length=200)
    email = models.EmailField(_("adresse de qui demande"))
    together = models.BooleanField(_("ensemble ou pas du tout"), default=False)
    made_at = models.DateTimeField(_("demandé le"))
    # Of the interface in which it was made: letters to these people are written in it.
    language = models.CharField(_("langue"), max_length=12, default=settings.LANGUAGE_CODE, editable=False)
    summed_up = models.BooleanField(default=False, editable=False)  # whether who asked for others got their summary

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("demande d’inscription")
        verbose_name_plural = _("demandes d’inscription")
        default_permissions = ()
        indexes = [models.Index(fields=["id"], condition=models.Q(summed_up=False), name="bookings_to_sum_up")]

    def __str__(self) -> str:
        # Never a name or an address: this is what logs and error reports print.
        return f"Booking {self.pk}"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def holding(self) -> "RegistrationQuerySet":
        """Those that have a seat."""
        return self.filter(state__in=HOLDING)

    def active(self) -> "RegistrationQuerySet":
        """Those that may still come, or came."""
        return self.filter(state__in=ACTIVE)

    def in_line(self) -> "RegistrationQuerySet":
        """Those that wait for a seat, first first."""
        return self.filter(state=State.WAITING).order_by("line", "pk")


class Registration(models.Model):
    """One person for one event. Its state changes by `events.registration.moving.move`, nothing else."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(RegistrationDesk, on_delete=models.PROTECT, related_name="registrations")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="registrations")
    given_name = models.CharField(_("prénom"), max_length=100)
    family_name = models.CharField(_("nom"), max_length=100)
    email = models.EmailField(_("adresse électronique"))
    job = models.CharField(_("fonction"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("structure"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="registrations",
    )
    organisation_name = models.CharField(_("structure, si elle n’est pas dans l’annuaire"), max_length=200, blank=True)
    places = models.ManyToManyField(Quota, verbose_name=_("places"), related_name="registrations")
    state = models.CharField(_("état"), max_length=16, choices=State)
    moved_at = models.DateTimeField(_("dans cet état depuis"))
    line = models.PositiveBigIntegerField(_("rang dans l’ordre des demandes"))
    offered_until = models.DateTimeField(_("répondre avant"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("rappel envoyé le"), null=True, blank=True, editable=False)
    mail_refused_at = models.DateTimeField(_("adresse refusée le"), null=True, blank=True, editable=False)
    link_sent_at = models.DateTimeField(null=True, blank=True, editable=False)  # when asked for, apart from letters
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("à la place de"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successor",
    )

    objects = RegistrationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["line", "pk"]
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "email"],
                condition=models.Q(state__in=sorted(ACTIVE)),
                name="one_active_registration_per_person",
            )
        ]
        indexes = [models.Index(fields=["desk", "state", "line"], name="registrations_in_line")]

    def __str__(self) -> str:
        return f"Registration {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def of(self) -> str:
        """The establishment's name, wherever it comes from."""
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def by_somebody_else(self) -> bool:
        """Whether another person asked for them, or the organiser."""
        return self.booking.email != self.email

    @property
    def online_url(self) -> str:
        """Where they follow the event: for who is confirmed, and does not come on site instead."""
        if self.state != State.CONFIRMED:
            return ""
        elsewhere = any(place.kind == Quota.Kind.ON_SITE for place in self.places.all())
        return "" if elsewhere else self.desk.event.online_url


class StateChange(models.Model):
    """That a registration moved: when, by whom, why. Rows are only added."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=16, choices=State, blank=True)
    after = models.CharField(max_length=16, choices=State)
    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    why = models.CharField(max_length=300, blank=True)
    told = models.BooleanField(default=False)  # whether the person's letter is in the outbox

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["registration"], condition=models.Q(told=False), name="changes_to_tell")]

    def __str__(self) -> str:
        return f"StateChange {self.pk}"


class Answer(models.Model):
    """What somebody answered to a question of the organiser."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    value = models.TextField(max_length=1000)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"Answer {self.pk}"
