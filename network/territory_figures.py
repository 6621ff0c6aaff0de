"""What the network is made of, territory by territory, in numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.models import Organisation, OrganisationKind, Territory, TerritoryKind
from network.models.territory import WIDEST
from network.presentation import Data, place_link
from network.territory_counts import Counts, TerritoryCount, partners_by_kind, territory_counts
from network.territory_map import territory_map

KINDS = (*WIDEST, TerritoryKind.DEPARTEMENT)
SORTS = ("nom", "projets", "organisations", "genre")
NONE = TerritoryCount()


class FiguresForm(forms.Form):
    """`tri`, one of `SORTS`; `organisme`, a kind of organisation to count beside all of them."""

    tri = forms.ChoiceField(
        choices=[(sort, sort) for sort in SORTS],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Cet ordre n’existe pas : voici l’ordre habituel.")},
    )
    organisme = forms.ChoiceField(
        choices=OrganisationKind.choices,
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Ce genre d’organisation n’existe pas : voici tous les genres.")
        },
    )


@dataclass(frozen=True)
class Asked:
    """What an address asks for: any address gives figures, and what is wrong in it is told in `notices`."""

    sort: str
    kind: str
    notices: tuple[str, ...]

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Asked":
        form = FiguresForm(parameters)
        form.is_valid()
        sort, kind = form.cleaned_data.get("tri", ""), form.cleaned_data.get("organisme", "")
        notices = [str(message) for messages in form.errors.values() for message in messages]
        return cls("" if sort == "genre" and not kind else sort, kind, tuple(notices))

    def url(self, sort: str, kind: str) -> str:
        asked = urlencode([(name, value) for name, value in (("tri", sort), ("organisme", kind)) if value])
        path = reverse("network:territory_figures")
        return f"{path}?{asked}" if asked else path

    def measured(self, count: TerritoryCount) -> int:
        """The number that the map shows: of the kind chosen, or of the column sorted by."""
        if self.kind:
            return count.partners[self.kind]
        return count.projects if self.sort == "projets" else count.organisations

    def rank(self, place: Territory, count: TerritoryCount) -> tuple[int, str]:
        numbers = {
            "projets": count.projects,
            "organisations": count.organisations,
            "genre": count.partners[self.kind],
        }
        return -numbers.get(self.sort, 0), slugify(place.name)


def figures_context(parameters: Mapping[str, str]) -> dict[str, Any]:
    """`kinds`: tags to choose a kind of organisation; `tables`: variables of the component "table"; `map`: those of
    "territory_map"; `white_zones`: départements without what is counted, {title, items}. Six queries.
    """
    asked = Asked.read(parameters)
    counts = territory_counts(by_kind=True)
    places = list(Territory.objects.filter(kind__in=KINDS).order_by("code", "kind"))
    departements = [place for place in places if place.kind == TerritoryKind.DEPARTEMENT]
    widest = sorted((place for place in places if place.kind in WIDEST), key=lambda place: slugify(place.name))
    numbers = {pk: asked.measured(count) for pk, count in counts.items()}
    return {
        "notices": asked.notices,
        "kinds": _kinds(asked),
        "tables": [
            _table(_("Régions et collectivités d’outre-mer"), asked, widest, counts),
            _table(_("Départements"), asked, departements, counts),
        ],
        "map": territory_map(departements, numbers) | {"counted": f"{_measure(asked)} :"},
        "white_zones": _white_zones(asked, departements, counts),
        "csv_url": reverse("network:territory_figures_csv"),
    }


def figures_rows() -> list[list[str]]:
    """The table to download, its head first: one row a région, overseas collectivité or département."""
    counts = territory_counts(by_kind=True)
    places = Territory.objects.filter(kind__in=KINDS).select_related("parent").order_by("code", "kind")
    kinds = [kind for kind in OrganisationKind if any(count.partners[kind] for count in counts.values())]
    head = ["niveau", "code", "nom", "region", "projets", "organisations", *(kind.value for kind in kinds)]
    rows = []
    for place in places:
        count = counts.get(place.pk, NONE)
        numbers = [count.projects, count.organisations, *(count.partners[kind] for kind in kinds)]
        names = [str(place.get_kind_display()), place.code, place.name, place.parent.name if place.parent else ""]
        rows.append([*names, *map(str, numbers)])
    return [head, *rows]


def _kinds(asked: Asked) -> list[Data]:
    everywhere = partners_by_kind(Organisation.objects.public())
    return [
        {
            "label": f"{_named(kind)} : {number_format(number, force_grouping=True)}",
            "url": asked.url(asked.sort, "" if kind == asked.kind else kind),
            "chosen": kind == asked.kind,
        }
        for kind, number in everywhere.items()
    ]


def _table(caption: str, asked: Asked, places: Iterable[Territory], counts: Counts) -> Data:
    columns = [("nom", _("Territoire")), ("projets", _("Projets")), ("organisations", _("Organisations"))]
    columns += [("genre", _named(asked.kind))] if asked.kind else []
    head = [
        {"label": label, "url": asked.url(sort, asked.kind), "sort": _order(asked, sort)} for sort, label in columns
    ]
    found = [(place, counts.get(place.pk, NONE)) for place in places]
    if asked.sort:
        found.sort(key=lambda row: asked.rank(*row))
    rows = [
        [
            {"label": place.name, "url": place.get_absolute_url(), "note": place_link(place)["code"]},
            *(number_format(number, force_grouping=True) for number in _numbers(asked, count)),
        ]
        for place, count in found
    ]
    return {"caption": caption, "head": head, "rows": rows}


def _numbers(asked: Asked, count: TerritoryCount) -> list[int]:
    return [count.projects, count.organisations, *([count.partners[asked.kind]] if asked.kind else [])]


def _order(asked: Asked, sort: str) -> str:
    if sort != asked.sort:
        return ""
    return "ascending" if sort == "nom" else "descending"


def _white_zones(asked: Asked, departements: list[Territory], counts: Counts) -> list[Data]:
    """Départements without a project, and without an organisation (of the kind chosen): {title, items}."""

    def without(column: int) -> list[Territory]:
        return [place for place in departements if not _numbers(asked, counts.get(place.pk, NONE))[column]]

    named = {"kind": _named(asked.kind)} if asked.kind else {}
    found = [
        (_("Sans projet : %(departements)s"), without(0)),
        (
            _("Sans « %(kind)s » : %(departements)s") if named else _("Sans organisation : %(departements)s"),
            without(-1),
        ),
    ]
    return [
        {"title": title % {"departements": _how_many(places), **named}, "items": [place_link(one) for one in places]}
        for title, places in found
        if places
    ]


def _how_many(places: list[Territory]) -> str:
    return ngettext("%(number)d département", "%(number)d départements", len(places)) % {"number": len(places)}


def _measure(asked: Asked) -> str:
    if asked.kind:
        return _named(asked.kind)
    return _("Projets") if asked.sort == "projets" else _("Organisations")


def _named(kind: str) -> str:
    return capfirst(str(OrganisationKind(kind).label))
