from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import date, filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from cms.imports.archives import SIGNATURE
from cms.models import ExistingPages

_MOST_VERSIONS = 50


class _VersionField(forms.ModelChoiceField):
    def label_from_instance(self, revision: Revision) -> str:
        return str(date(revision.created_at, "j F Y H:i"))


class ExportForm(forms.Form):
    version: forms.ModelChoiceField = _VersionField(
        Revision.objects.none(),
        label=gettext_lazy("Version"),
        required=False,
        empty_label=gettext_lazy("la plus récente, même si elle n’est pas publiée"),
    )
    below = forms.BooleanField(label=gettext_lazy("Avec les pages placées dessous"), required=False)

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = page.revisions.order_by("-created_at", "-pk")
        chosen = self.data.get("version") or self.initial.get("version")
        shown = list(versions.values_list("pk", flat=True)[:_MOST_VERSIONS])
        if chosen and str(chosen).isdecimal():
            shown.append(int(chosen))
        self.fields["version"].queryset = versions.filter(pk__in=shown)  # type: ignore[attr-defined]
        if page.is_leaf():
            del self.fields["below"]


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy("Celui que « Exporter en fichier » a donné, dans ce portail ou dans un autre."),
    )
    existing = forms.ChoiceField(
        label=gettext_lazy("Les pages qui existent déjà"),
        choices=ExistingPages.choices,
        initial=ExistingPages.RENEW,
        widget=forms.RadioSelect,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MOST_BYTES:
            most = filesizeformat(settings.IMPORT_MOST_BYTES)
            raise forms.ValidationError(_("C’est trop grand : %(most)s au plus.") % {"most": most})
        head = file.read(len(SIGNATURE))
        file.seek(0)
        if head != SIGNATURE:
            raise forms.ValidationError(
                _("Ce n’est pas un fichier de pages : choisissez celui que « Exporter en fichier » a donné.")
            )
        return file
