"""Choosing among events. What is chosen stands in the address; what does not exist chooses nothing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.models import Theme
from network.models import Territory
from network.models.territory import TerritoryKind, in_dictionary_order

if TYPE_CHECKING:
    from events.models.event import EventQuerySet

_LEVELS = (TerritoryKind.REGION, TerritoryKind.DEPARTEMENT)


class AgendaFilter(forms.Form):
    """`genre`, `participation`, `theme` (its slug) and `territoire` (its key)."""

    genre = forms.ChoiceField(required=False)
    participation = forms.ChoiceField(required=False)
    theme = forms.ChoiceField(required=False)
    territoire = forms.ChoiceField(required=False)

    def __init__(self, sent: QueryDict, kinds: list[Any], modes: list[Any]) -> None:
        super().__init__(sent)
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        places = in_dictionary_order(Territory.objects.filter(kind__in=_LEVELS))
        self.places = {place.key: place for level in _LEVELS for place in places if place.kind == level}
        self._offer("genre", _("Genre"), _("Tous les genres"), kinds)
        self._offer("participation", _("Participation"), _("Sur place ou à distance"), modes)
        self._offer("theme", _("Thème"), _("Tous les thèmes"), [(s, str(t)) for s, t in self.themes.items()])
        self._offer("territoire", _("Territoire"), _("Partout"), [(k, str(p)) for k, p in self.places.items()])
        self.is_valid()

    def _offer(self, name: str, label: str, nothing: str, choices: list[Any]) -> None:
        field = self.fields[name]
        field.label = label
        field.choices = [("", nothing), *((value, capfirst(str(words))) for value, words in choices)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows the list, to put in addresses."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, events: "EventQuerySet") -> "EventQuerySet":
        said = self.chosen
        if "genre" in said:
            events = events.filter(kind=said["genre"])
        if "participation" in said:
            events = events.filter(mode__in={said["participation"], "mixte"})
        if "theme" in said:
            events = events.filter(themes=self.themes[said["theme"]])
        if "territoire" in said:
            events = events.within(self.places[said["territoire"]])
        return events
