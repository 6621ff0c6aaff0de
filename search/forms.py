"""What an address asks for, cleaned. Nothing an address can say is an error: what is wrong is ignored and told."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .around import RADII, USUAL_RADIUS, unknown_place
from .documents import is_facet_value
from .facets import FACETS
from .query import MAX_PAGE, MAX_TEXT, MAX_VALUES, Sort

# What addresses say, and what people read.
SORTS = {
    Sort.RELEVANCE: ("pertinence", _("Pertinence")),
    Sort.DISTANCE: ("distance", _("Distance")),
    Sort.DATE: ("date", _("Date, les plus récents d’abord")),
    Sort.DATE_ASC: ("date-croissante", _("Date, les plus anciens d’abord")),
    Sort.UPDATED: ("mise-a-jour", _("Mise à jour, les plus récentes d’abord")),
    Sort.TITLE: ("titre", _("Ordre alphabétique")),
}


# The presentation that shows the best results of each kind; without it they are mixed.
BY_KIND = "par-type"
_LONGEST_PLACE = 100


class TextField(forms.Field):
    """Words: control characters become spaces, spaces are gathered, the text is cut at its longest."""

    def to_python(self, value: Any) -> str:
        visible = (" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in str(value or ""))
        return unicodedata.normalize("NFC", " ".join("".join(visible).split()))

    def validate(self, value: str) -> None:
        if len(value) > MAX_TEXT:
            raise ValidationError(
                gettext("Votre recherche était trop longue : seuls ses %(number)d premiers caractères ont compté.")
                % {"number": MAX_TEXT}
            )


class PlaceField(TextField):
    """A place, as people write it: no name is longer than a hundred characters."""

    def validate(self, value: str) -> None:
        if len(value) > _LONGEST_PLACE:
            raise ValidationError(unknown_place())


class ValuesField(forms.Field):
    """The values chosen in a facet."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> frozenset[str]:
        return frozenset(filter(None, value or ()))

    def validate(self, value: frozenset[str]) -> None:
        if len(value) > MAX_VALUES:
            raise ValidationError(
                gettext("Filtre « %(label)s » ignoré : pas plus de %(number)d valeurs à la fois.")
                % {"label": self.label, "number": MAX_VALUES}
            )
        if not all(map(is_facet_value, value)):
            raise ValidationError(unknown_value(self.label))


class SearchForm(forms.Form):
    """`q`, one parameter per facet, `autour`, `rayon`, `du`, `au`, `tri`, `vue` and `page`.

    `facets` are the names of those in use.
    """

    q = TextField(required=False)
    autour = PlaceField(required=False)
    rayon = forms.ChoiceField(required=False, choices=[(str(km), km) for km in RADII])
    du = forms.DateField(required=False, label=_("Du"), input_formats=["%Y-%m-%d"])
    au = forms.DateField(required=False, label=_("Au"), input_formats=["%Y-%m-%d"])
    tri = forms.ChoiceField(required=False, choices=list(SORTS.values()))
    vue = forms.ChoiceField(required=False, choices=[(BY_KIND, _("Par type"))])
    page = forms.IntegerField(required=False, min_value=1, max_value=MAX_PAGE)

    def __init__(self, data: QueryDict, *, facets: tuple[str, ...]) -> None:
        super().__init__(data)
        self._asked, self._facets = data, facets
        for name in facets:
            facet = FACETS[name]
            self.fields[facet.parameter] = ValuesField(required=False, label=facet.label)

    def read(self) -> tuple[Mapping[str, Any], list[str]]:
        """What was understood, and the notices about what was not.

        Keys: `text`, `around` (a place as it was written, or ""), `km`, `after`, `before`, `sort` (or None), `by_kind`,
        `page`, and `filters` as {facet: values}, without empty ones.
        """
        self.is_valid()
        kept = {name: self.cleaned_data.get(name) for name in self.fields}
        if "q" in self.errors:
            kept["q"] = TextField().to_python(self._asked.get("q"))[:MAX_TEXT]
        sorts = {parameter: sort for sort, (parameter, _label) in SORTS.items()}
        filters = {name: kept[FACETS[name].parameter] for name in self._facets}
        return {
            "text": kept["q"] or "",
            "around": kept["autour"] or "",
            "km": int(kept["rayon"] or USUAL_RADIUS),
            "after": kept["du"],
            "before": kept["au"],
            "sort": sorts.get(kept["tri"] or ""),
            "by_kind": kept["vue"] == BY_KIND,
            "page": kept["page"] or 1,
            "filters": {name: values for name, values in filters.items() if values},
        }, self._notices()

    def _notices(self) -> list[str]:
        """One sentence for each thing ignored."""
        explained = {
            "du": gettext("Date de début ignorée : écrivez-la ainsi, 2026-01-31."),
            "au": gettext("Date de fin ignorée : écrivez-la ainsi, 2026-01-31."),
            "rayon": gettext("Ce rayon n’existe pas : %(km)d km ont été gardés.") % {"km": USUAL_RADIUS},
            "tri": unknown_sort(),
            "vue": gettext("Cette présentation n’existe pas : les résultats sont mélangés."),
            "page": gettext("Cette page n’existe pas : voici la première. Au-delà de la page %(number)d, affinez.")
            % {"number": MAX_PAGE},
        }
        return [explained.get(name) or str(errors[0]) for name, errors in self.errors.items()]


def unknown_sort() -> str:
    """The notice about an order that does not exist here."""
    return gettext("Ce tri n’existe pas : l’ordre habituel a été gardé.")


def unknown_value(label: Any) -> str:
    """The notice about a filter whose value does not exist."""
    return gettext("Filtre « %(label)s » : une valeur inconnue a été ignorée.") % {"label": label}
