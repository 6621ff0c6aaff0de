"""Bibliographies and files that were sent to the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.runs import FileRun, RunState

from .pages import ResourceIndexPage


class LibraryImport(FileRun):
    """One reading of one bibliography or archive (`resources.imports`); its drafts go below `into`.

    `shared` is what somebody said of files that come without a bibliography (`resources.imports.files_alone`); as long
    as it holds no `files`, their titles are still being asked.
    """

    into = models.ForeignKey(
        ResourceIndexPage, verbose_name=_("dans"), null=True, on_delete=models.SET_NULL, related_name="imports"
    )
    shared = models.JSONField(default=dict, blank=True, editable=False)

    # What follows a page does not use it: see resources.serving.rights.
    wagtail_reference_index_ignore = True

    class Meta(FileRun.Meta):
        verbose_name = _("import de la bibliothèque")
        verbose_name_plural = _("imports de la bibliothèque")
        default_permissions = ()

    @property
    def about(self) -> str:
        """What lists of imports say of it, beside its name."""
        return self.into.title if self.into else ""

    @property
    def waits_for_titles(self) -> bool:
        return bool(self.shared) and "files" not in self.shared and self.state == RunState.WAITING
