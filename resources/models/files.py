"""Files of the library: the one of today under a stable address, those it replaced, and what each holds."""

import secrets
from typing import Any

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from resources.file_names import safe_name


def stored_name(_instance: models.Model, name: str) -> str:
    """A folder for each file: two of the same name keep it, so that whoever downloads one gets the name given to it."""
    return f"documents/{secrets.token_hex(6)}/{safe_name(name)}"


class Accessibility(models.TextChoices):
    """What a person who read the file says of it."""

    UNKNOWN = "", _("pas encore vérifiée")
    FULL = "oui", _("accessible")
    PARTIAL = "en-partie", _("accessible en partie")
    NONE = "non", _("non accessible")


class LibraryDocument(AbstractDocument):
    """A file of the library. Our own model from the first migration, because it can't be swapped later.

    What was said of its accessibility was said of one content: `confirmed_hash`.
    """

    file = models.FileField(_("fichier"), upload_to=stored_name, max_length=255)
    accessibility = models.CharField(
        _("accessibilité"),
        max_length=10,
        choices=Accessibility,
        blank=True,
        help_text=_("Après l’avoir lu avec un lecteur d’écran ou au clavier. Le contrôle automatique ne suffit pas."),
    )
    confirmed_hash = models.CharField(max_length=40, blank=True, editable=False)

    admin_form_fields = ("title", "file", "collection", "accessibility")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")

    def clean(self) -> None:
        FileExtensionValidator(settings.WAGTAILDOCS_EXTENSIONS)(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.confirmed_hash = self.file_hash if self.accessibility else ""
        super().save(*args, **kwargs)

    @property
    def content_type(self) -> str:
        return settings.WAGTAILDOCS_CONTENT_TYPES.get(self.file_extension.lower(), "application/octet-stream")

    @property
    def is_pdf(self) -> bool:
        return self.file_extension.lower() == "pdf"


class DocumentVersion(models.Model):
    """A content that a file had before it was replaced. `number` counts from 1; the file of today has the next one."""

    document = models.ForeignKey(LibraryDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    file = models.FileField(_("fichier"), max_length=255)
    file_size = models.PositiveBigIntegerField(_("taille en octets"))
    file_hash = models.CharField(max_length=40)
    replaced_at = models.DateTimeField(_("remplacée le"), auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    # What follows a file does not use it: see resources.serving.rights.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["document", "-number"]
        verbose_name = _("version remplacée")
        verbose_name_plural = _("versions remplacées")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"

    @property
    def filename(self) -> str:
        return str(self.file.name).rpartition("/")[2]

    @property
    def url(self) -> str:
        return reverse("library_files:version", args=[self.document_id, self.number, self.filename])


CHECKS = {
    "title": _("Titre indiqué"),
    "language": _("Langue indiquée"),
    "tagged": _("Structure balisée"),
    "text": _("Du vrai texte, et non une image"),
    "headings": _("Intertitres"),
    "alternatives": _("Textes de remplacement des images"),
}


class FileReading(models.Model):
    """What reading a file told, of one content of it: `file_hash`.

    `facts` are checks made by the machine, {code: passed} (`resources.extraction`). `message` is for editors, "" when
    all went well. `text_pages` is how many pages were read, which may be less than `pages`.
    """

    class State(models.TextChoices):
        READ = "lu", _("lu")
        REFUSED = "refuse", _("illisible")

    document = models.OneToOneField(LibraryDocument, on_delete=models.CASCADE, related_name="reading")
    file_hash = models.CharField(max_length=40)
    state = models.CharField(_("état"), max_length=6, choices=State)
    message = models.TextField(_("message"), blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    language = models.CharField(_("langue"), max_length=12, blank=True)
    scanned = models.BooleanField(_("image sans texte"), default=False)
    recognised = models.BooleanField(_("texte reconnu (OCR)"), default=False)
    facts = models.JSONField(default=dict)
    thumbnail = models.FileField(_("vignette"), upload_to="thumbnails", blank=True)
    read_at = models.DateTimeField(_("lu le"))

    # What follows a file does not use it: see resources.serving.rights.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lecture de fichier")
        verbose_name_plural = _("lectures de fichiers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.document_id}: {self.state}"

    @property
    def checks(self) -> list[tuple[str, bool]]:
        """(what was checked, whether it is so), in the order of `CHECKS`."""
        return [(str(label), self.facts[code]) for code, label in CHECKS.items() if code in self.facts]


class FilePage(models.Model):
    """The text of one page of a file. `number` counts from 1, or is 0 for a file whose pages are not known."""

    document = models.ForeignKey(LibraryDocument, on_delete=models.CASCADE, related_name="text_pages")
    number = models.PositiveIntegerField()
    text = models.TextField()

    # What follows a file does not use it: see resources.serving.rights.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["document", "number"]
        verbose_name = _("page de fichier")
        verbose_name_plural = _("pages de fichiers")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_text_per_page")]

    def __str__(self) -> str:
        return f"{self.document_id}, {self.number}"
