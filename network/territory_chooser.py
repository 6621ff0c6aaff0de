"""Choosing one territory in the admin, among 36,000: by name however it is typed, code or postcode."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet


class TerritoryFilterForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Nom, code ou code postal"),
        widget=forms.TextInput(attrs={"placeholder": _("Nom, code ou code postal")}),
        required=False,
    )

    def filter(self, objects: Any) -> Any:
        asked = self.cleaned_data.get("q")
        if asked:
            self.is_searching, self.search_query = True, asked
            objects = objects.beginning_as(asked)
        return super().filter(objects)


class TerritoryChooseView(ChooseView):
    filter_form_class: Any = TerritoryFilterForm


class TerritoryChooseResultsView(ChooseResultsView):
    filter_form_class: Any = TerritoryFilterForm


class TerritoryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = TerritoryChooseView
    choose_results_view_class = TerritoryChooseResultsView
