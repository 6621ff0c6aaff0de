from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from .vocabulary import FileRole


class ResourceFile(TranslatableMixin, Orderable):
    """One file or one address of a resource: a format, an annex, a page elsewhere."""

    page = ParentalKey("resources.ResourcePage", on_delete=models.CASCADE, related_name="files")
    label = models.CharField(_("intitulé"), max_length=150)
    role = models.CharField(_("rôle"), max_length=13, choices=FileRole, default=FileRole.MAIN)
    document = models.ForeignKey(
        "resources.LibraryDocument",
        verbose_name=_("fichier"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resource_files",
    )
    url = models.URLField(_("adresse"), blank=True, max_length=1000)

    panels = [FieldRowPanel([FieldPanel("label"), FieldPanel("role")]), FieldPanel("document"), FieldPanel("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=True) ^ models.Q(url=""), name="resource_file_document_or_url"
            )
        ]

    def clean(self) -> None:
        super().clean()
        if bool(self.document) == bool(self.url):
            raise ValidationError(_("Choisissez un fichier ou donnez une adresse, l’un des deux."))
