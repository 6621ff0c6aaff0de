from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.imports.formats import FORMATS, HEAD_BYTES, looks_like
from network.models import ImportFormat


class UploadForm(forms.Form):
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=ImportFormat.choices)
    file = forms.FileField(label=gettext_lazy("Fichier"), help_text=gettext_lazy("Tel quel, ou compressé en « .gz »."))
    complete = forms.BooleanField(
        label=gettext_lazy("Le fichier contient tout le registre"),
        required=False,
        help_text=gettext_lazy(
            "FINESS seulement. Les établissements qui n’y sont plus sont fermés, sauf ceux qu’une personne a modifiés."
        ),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MOST_BYTES:
            most = filesizeformat(settings.IMPORT_MOST_BYTES)
            raise forms.ValidationError(_("Ce fichier est trop grand : %(most)s au plus.") % {"most": most})
        return file

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        file, chosen = told.get("file"), told.get("format")
        if not file or not chosen:
            return told
        found = looks_like(file.read(HEAD_BYTES))
        file.seek(0)
        if found is None:
            self.add_error("file", _("Ce fichier n’est d’aucun des formats proposés."))
        elif found != chosen:
            reason = _("Ce fichier semble être d’un autre format : « %(format)s ».") % {"format": found.label}
            self.add_error("format", reason)
        if told.get("complete") and not FORMATS[ImportFormat(chosen)].whole_source:
            self.add_error("complete", _("Un fichier de ce format ne contient jamais tout un registre."))
        return told
