from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.accessibility.conformity import Result
from cms.accessibility.grids import LONGEST_COMMENT, Cell, Cells, problem_of
from cms.accessibility.rgaa import Criterion, criteria, topics
from cms.accessibility.tables import MOST_BYTES, not_tested


class GridForm(forms.Form):
    """The results of one page: a choice and a comment for each criterion."""

    saves = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cells: Cells, saves: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"saves": saves}
        super().__init__(*args, **kwargs)
        for number in criteria():
            cell = cells.get(number, Cell(""))
            self.fields[f"result-{number}"] = forms.ChoiceField(
                label=gettext_lazy("Résultat"),
                choices=[("", not_tested()), *Result.choices],
                required=False,
                initial=cell.result,
            )
            self.fields[f"comment-{number}"] = forms.CharField(
                label=gettext_lazy("Commentaire"),
                max_length=LONGEST_COMMENT,
                required=False,
                initial=cell.comment,
                widget=forms.Textarea(attrs={"rows": 1}),
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for number in criteria():
            result, comment = told.get(f"result-{number}", ""), told.get(f"comment-{number}", "")
            if not result and comment:
                self.add_error(f"result-{number}", _("Choisissez un résultat, ou effacez le commentaire."))
            elif result and (problem := problem_of(Cell(result, comment))):
                self.add_error(f"comment-{number}", problem)
        return told

    @property
    def given(self) -> dict[str, Cell | None]:
        """What was changed, by number of criterion, once the form is valid."""
        told = self.cleaned_data
        changed = {name.partition("-")[2] for name in self.changed_data if "-" in name}
        return {
            number: Cell(told[f"result-{number}"], told[f"comment-{number}"]) if told[f"result-{number}"] else None
            for number in criteria()
            if number in changed
        }

    def by_topic(self) -> Iterator[tuple[str, list[tuple[Criterion, forms.BoundField, forms.BoundField]]]]:
        """Each topic with its criteria: (criterion, field of the result, field of the comment)."""
        for topic, found in topics().items():
            yield topic, [(each, self[f"result-{each.number}"], self[f"comment-{each.number}"]) for each in found]


class TableForm(forms.Form):
    """A table of results."""

    file = forms.FileField(
        label=gettext_lazy("Tableau CSV"),
        help_text=gettext_lazy("Celui que donne « Exporter », complété. Les lignes absentes ne changent rien."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            most = filesizeformat(MOST_BYTES)
            raise forms.ValidationError(_("Ce fichier est trop grand : %(most)s au plus.") % {"most": most})
        return file


class AnswerForm(forms.Form):
    """What is answered to a difficulty."""

    answer = forms.CharField(
        label=gettext_lazy("Réponse"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Écrivez la réponse, ou ce qui a été fait.")},
    )
