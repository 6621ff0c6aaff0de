from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .runs import FileRun


class ExistingPages(models.TextChoices):
    """What becomes of a page that is here already, and says something else."""

    RENEW = "renew", _("en faire une nouvelle version, en brouillon")
    BESIDE = "beside", _("créer une autre page, à côté")
    KEEP = "keep", _("ne pas y toucher")


class PageImport(FileRun):
    """One reading of one file of pages (`cms.copies`); its pages go below `place`.

    `told` is the beginning of what its report says: [{fate, title, kind, field, value, reason, edit}].
    """

    place = models.ForeignKey(
        Page, verbose_name=_("sous la page"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    existing = models.CharField(
        _("les pages qui existent déjà"), max_length=10, choices=ExistingPages, default=ExistingPages.RENEW
    )
    told = models.JSONField(default=list, blank=True, editable=False)

    # What follows a page does not use it: see resources.serving.rights.
    wagtail_reference_index_ignore = True

    class Meta(FileRun.Meta):
        verbose_name = _("import de pages")
        verbose_name_plural = _("imports de pages")
        default_permissions = ()

    @property
    def about(self) -> str:
        """What lists of imports say of it, beside its name."""
        return self.place.title if self.place else ""
