from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.imports.archives import SIGNATURE
from cms.models import Theme
from cms.partial_dates import validate_partial_date
from network.models import Territory
from network.territories_input import TerritoriesInput
from resources.imports.describing import LONGEST_TITLE
from resources.imports.formats import HEAD_BYTES, looks_like
from resources.imports.publishers import organisations_named
from resources.imports.uploads import collection_of, document_form, faults
from resources.licences import Licence
from resources.models import ContentLanguage, ResourceIndexPage, ResourceKind, ResourcePage

MOST_AT_ONCE = 50  # files in one sending: below Django's DATA_UPLOAD_MAX_NUMBER_FILES
_LONGEST_SUMMARY = ResourcePage._meta.get_field("summary").max_length


class IntoForm(forms.Form):
    """`into` is asked only where there is a choice."""

    into: forms.ModelChoiceField = forms.ModelChoiceField(
        ResourceIndexPage.objects.none(), label=gettext_lazy("Dans"), required=False, empty_label=None
    )

    def __init__(self, *args: Any, indexes: Sequence[ResourceIndexPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._indexes = indexes
        field = self.fields["into"]
        field.queryset = ResourceIndexPage.objects.filter(pk__in=[index.pk for index in indexes])  # type: ignore[attr-defined]
        if len(indexes) == 1:
            field.widget = forms.HiddenInput()

    def clean_into(self) -> ResourceIndexPage:
        return self.cleaned_data["into"] or self._indexes[0]


class UploadForm(IntoForm):
    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy(
            "Une bibliographie (RIS, BibTeX, CSL-JSON, tableau CSV), ou une archive zip qui contient des fichiers, "
            "avec ou sans bibliographie."
        ),
    )

    field_order = ["file", "into"]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        _check_size(file.size or 0)
        head = file.read(HEAD_BYTES)
        file.seek(0)
        if not head.startswith(SIGNATURE) and looks_like(head) is None:
            raise forms.ValidationError(_("Ce n’est ni une bibliographie de ces formats, ni une archive zip."))
        return file


class _SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class _SeveralFilesField(forms.FileField):
    widget = _SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(_SeveralFilesField, self).clean(file, initial) for file in files or [None]]


class FilesForm(IntoForm):
    """Several files, and what is true of all of them. `refused` holds what is wrong with those that are left out."""

    sent = _SeveralFilesField(
        label=gettext_lazy("Fichiers"), help_text=gettext_lazy("Plusieurs à la fois. Chacun aura sa fiche.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Genre"), choices=ResourceKind.choices)
    date = forms.CharField(
        label=gettext_lazy("Date"),
        required=False,
        max_length=10,
        validators=[validate_partial_date],
        help_text=gettext_lazy("Une année (2020), un mois (2020-07) ou un jour (2020-07-31)."),
    )
    publisher = forms.CharField(
        label=gettext_lazy("Publié par"),
        required=False,
        help_text=gettext_lazy("Le nom, le sigle ou le SIRET d’une organisation de l’annuaire."),
    )
    licence = forms.ChoiceField(label=gettext_lazy("Licence"), required=False, choices=[("", "–"), *Licence.choices])
    content_language = forms.ChoiceField(label=gettext_lazy("Langue du contenu"), choices=ContentLanguage.choices)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=gettext_lazy("Thèmes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    territories = forms.ModelMultipleChoiceField(
        Territory.objects.all(), label=gettext_lazy("Territoires"), required=False, widget=TerritoriesInput
    )

    field_order = ["sent", "into"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self.refused: list[str] = []

    def clean_sent(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["sent"]
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(_("Envoyez %(most)d fichiers au plus à la fois.") % {"most": MOST_AT_ONCE})
        _check_size(sum(file.size or 0 for file in files))
        collection = collection_of(self._user)
        if collection is None:
            raise forms.ValidationError(_("Vous n’avez pas le droit d’ajouter des fichiers."))
        kept = []
        for file in files:
            form = document_form(file, file.name or "", self._user, collection)
            if form.is_valid():
                kept.append(file)
            else:
                self.refused.append(_("« %(name)s » est laissé de côté.") % {"name": file.name} + f" {faults(form)}")
        if not kept:
            raise forms.ValidationError(self.refused)
        return kept

    def clean_publisher(self) -> int | None:
        told = self.cleaned_data["publisher"].strip()
        digits = "".join(told.split())
        found = organisations_named(told, digits if digits.isdecimal() else "") if told else []
        if told and len(found) != 1:
            several = _("Plusieurs organisations portent ce nom : donnez le SIRET.")
            raise forms.ValidationError(several if found else _("Cette organisation n’est pas dans l’annuaire."))
        return found[0] if found else None

    @property
    def shared(self) -> dict[str, Any]:
        """What is true of all files, as `resources.imports.files_alone` reads it."""
        told = self.cleaned_data
        lists = {name: [each.pk for each in told[name]] for name in ("themes", "territories")}
        texts = {name: told[name] for name in ("kind", "date", "licence", "content_language")}
        return {**texts, **lists, "publisher_id": told["publisher"]}


class TitleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=LONGEST_TITLE)
    summary = forms.CharField(
        label=gettext_lazy("En bref"),
        required=False,
        max_length=_LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


TitleFormSet = forms.formset_factory(TitleForm, extra=0, max_num=MOST_AT_ONCE, absolute_max=MOST_AT_ONCE)


def _check_size(size: int) -> None:
    if size > settings.IMPORT_MOST_BYTES:
        most = filesizeformat(settings.IMPORT_MOST_BYTES)
        raise forms.ValidationError(_("C’est trop grand : %(most)s au plus.") % {"most": most})
