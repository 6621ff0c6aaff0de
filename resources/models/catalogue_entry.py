from django.db import models
from django.utils.translation import gettext_lazy as _

from .permanent_code import LENGTH


class CatalogueEntry(models.Model):
    """What the library once gave to everyone, remembered after it left: `resources.catalogue.refresh` keeps it true.

    `datestamp` is when the portal saw the last change, to the second: harvesters ask for what changed since.
    `sets` are the OAI sets that it belongs to, one a line, wider ones included, a line break before and after each.
    `digest` tells whether the record changed. What left keeps the title and the sets that it had.
    """

    code = models.CharField(max_length=LENGTH, unique=True)
    page = models.ForeignKey("resources.ResourcePage", null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("titre"), max_length=255)
    datestamp = models.DateTimeField(_("changée le"), db_index=True)
    deleted = models.BooleanField(_("partie"), default=False)
    sets = models.TextField()
    digest = models.CharField(max_length=32)

    # What follows a page does not use it: see resources.serving.rights.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("entrée du catalogue")
        verbose_name_plural = _("entrées du catalogue")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"

    @property
    def set_specs(self) -> list[str]:
        return self.sets.split()
