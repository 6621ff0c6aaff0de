from django.db import models
from django.utils.translation import gettext_lazy as _

from .files import LibraryDocument


class DownloadCount(models.Model):
    """How often a file was sent on one day. Nothing tells to whom, nor at what time."""

    document = models.ForeignKey(LibraryDocument, on_delete=models.CASCADE, related_name="downloads")
    day = models.DateField(_("jour"))
    count = models.PositiveIntegerField(_("fois"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-day", "document"]
        verbose_name = _("téléchargements d’un jour")
        verbose_name_plural = _("téléchargements par jour")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["document", "day"], name="one_count_per_file_and_day")]

    def __str__(self) -> str:
        return f"{self.document_id}, {self.day}: {self.count}"
