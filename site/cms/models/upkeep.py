"""Keeping pages true: who answers for each, when it was last read, how often it must be.

Apart from the pages: a draft published late must not bring an old day back, and a reading needs no publishing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from editions.memory import remembered


class Upkeep(models.Model):
    """How one page is kept true; a page without a row has nobody, was never read and follows its type.

    `keeper` is who answers for what the page says, not Wagtail's `owner`, who created it. `reminders` letters were
    written since the page is due, the last on `reminded_on`.
    """

    class Period(models.IntegerChoices):
        NEVER = 0, _("jamais")
        HALF = 6, _("tous les six mois")
        YEAR = 12, _("tous les ans")
        TWO_YEARS = 24, _("tous les deux ans")

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="upkeep")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsable de la page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "La personne qui veille à ce que la page dit. Elle reçoit les rappels ; les lecteurs ne la voient pas."
        ),
    )
    every = models.PositiveSmallIntegerField(
        _("à relire"),
        choices=Period,
        null=True,
        blank=True,
        help_text=_("Vide : comme les autres pages de ce genre. « Jamais » pour ce qui ne vieillit pas."),
    )
    read_on = models.DateField(_("relue le"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("rappels sans réponse"), default=0)
    reminded_on = models.DateField(_("dernier rappel"), null=True, blank=True)

    # What follows a page does not use it: see resources/models/files.py.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("suivi d’une page")
        verbose_name_plural = _("suivi des pages")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Upkeep {self.pk}"


def reading_days() -> Mapping[int, date]:
    """The day each page was last read, by its number; asked once an edition, for all pages."""
    return remembered("cms.reading_days", _read)


def _read() -> dict[int, Any]:
    return dict(Upkeep.objects.exclude(read_on=None).order_by().values_list("page", "read_on"))
