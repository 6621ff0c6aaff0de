"""What the directory's page shows: a list of the search, its files, and where its results are."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from network.exports.formats import FORMATS
from network.territory_map import Area, drawn, shaded
from search.facet_choices import Choice
from search.facets import FACETS
from search.listing import Listing, listing

_OFFERED = ("territory", "organisation_kind", "public", "theme")
_TERRITORY = FACETS["territory"].parameter
_DEPARTEMENT = "departement-"


def directory_context(request: HttpRequest) -> dict[str, Any]:
    """`listing`; `downloads`, the same list as files, {label, url}; `map`, the variables of "territory_map" or None."""
    shown = listing(request, kinds=("organisation",), default_sort="title", facets=_OFFERED)
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    downloads = [
        {"label": each.name, "url": f"{reverse('network:directory_file', args=[extension])}{asked}"}
        for extension, each in FORMATS.items()
    ]
    return {"listing": shown, "downloads": downloads, "map": _map(request, shown)}


def _map(request: HttpRequest, shown: Listing) -> dict[str, Any] | None:
    """How many results are in each département, which leads to those. None while nobody counted several."""
    choices: list[Choice] = next((group["choices"] for group in shown.groups if group["name"] == _TERRITORY), [])
    only = _only_in(request)
    areas = [
        Area(choice.value.removeprefix(_DEPARTEMENT).upper(), choice.label, f"{only}{choice.value}", choice.count)
        for choice in _all(choices)
        if choice.value.startswith(_DEPARTEMENT) and choice.count
    ]
    empty = [Area(code, "", "", 0) for code in sorted(drawn() - {area.code for area in areas})]
    return shaded(empty + areas) if len(areas) > 1 else None


def _all(choices: Iterable[Choice]) -> Iterator[Choice]:
    for choice in choices:
        yield choice
        yield from _all(choice.children)


def _only_in(request: HttpRequest) -> str:
    """The address of the same list in one territory alone, but for the key of that territory."""
    parameters = request.GET.copy()
    for name in (_TERRITORY, "page"):
        parameters.pop(name, None)
    kept = f"{parameters.urlencode()}&" if parameters else ""
    return f"{request.path}?{kept}{_TERRITORY}="
