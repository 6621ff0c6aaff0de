"""What readers say of a resource, and who waits for one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .resource import ResourcePage


class Opinion(models.Model):
    """Whether a resource was of use, or what is wrong in it: a day and a sentence, nobody's name nor address."""

    class Kind(models.TextChoices):
        USEFUL = "utile", _("a servi")
        USELESS = "inutile", _("n’a pas servi")
        ERROR = "erreur", _("erreur signalée")

    resource = models.ForeignKey(ResourcePage, on_delete=models.CASCADE, related_name="opinions")
    kind = models.CharField(_("avis"), max_length=7, choices=Kind)
    text = models.TextField(_("en une phrase"), blank=True, max_length=1000)
    given_at = models.DateTimeField(_("donné le"))
    handled_at = models.DateTimeField(_("traité le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("avis de lecteur")
        verbose_name_plural = _("avis de lecteurs")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"Opinion {self.pk}"


class Waiting(models.Model):
    """An address to write to when an announced resource is published. Nothing is sent before it is confirmed.

    The row goes when the message is written. `token` is what links are made of: they die with it.
    """

    KEY = "resources.waiting:"  # how what its messages are about begins

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resource = models.ForeignKey(ResourcePage, on_delete=models.CASCADE, related_name="waiting")
    email = models.EmailField(_("adresse électronique"))
    language = models.CharField(_("langue"), max_length=12, default=settings.LANGUAGE_CODE, editable=False)
    asked_at = models.DateTimeField(_("demandé le"))
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attente d’une ressource")
        verbose_name_plural = _("attentes de ressources")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["resource", "email"], name="one_wait_per_address_and_resource")]

    def __str__(self) -> str:
        # Never the address: this is what logs and error reports print.
        return f"Waiting {self.pk}"

    @property
    def about(self) -> str:
        """What its messages are about."""
        return f"{self.KEY}{self.pk}"
