"""The form of a file in the admin, wherever it is uploaded or replaced."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from resources.extraction import Refusal, inspect
from resources.models import LibraryDocument
from resources.uploads import on_disk
from resources.versions import keep_replaced


class LibraryDocumentForm(BaseDocumentForm):
    """`shown_hash` is the content that the form was opened on: what somebody put there since then is not replaced."""

    shown_hash = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self.fields["shown_hash"].initial = self.instance.file_hash

    def clean_file(self) -> Any:
        """What is uploaded is looked into before anything is kept; a refused file says why."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            try:
                with on_disk(file) as path:
                    inspect(path, file.name)
            except Refusal as refusal:
                raise ValidationError(str(refusal), code="refused") from refusal
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "file" in self.changed_data and self.instance.pk:
            now = LibraryDocument.objects.filter(pk=self.instance.pk).values_list("file_hash", flat=True).first()
            if now != cleaned.get("shown_hash"):
                self.add_error("file", ValidationError(_REPLACED_MEANWHILE))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> LibraryDocument:
        if "file" in self.changed_data:
            if "accessibility" not in self.changed_data:
                self.instance.accessibility = ""  # said of another content
            if commit and self.original_file:
                keep_replaced(self.instance.pk, self.user)
                self.original_file: Any = None  # which Wagtail would delete
        return super().save(commit=commit)


_REPLACED_MEANWHILE = _(
    "Quelqu’un a remplacé ce fichier pendant que ce formulaire était ouvert. Le vôtre n’est pas enregistré : rouvrez "
    "la page, regardez le fichier qui s’y trouve, puis remplacez-le s’il le faut encore."
)
