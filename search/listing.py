"""A list of search results in a page: the search page, the directory, the library, the calendar are all this one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from .addresses import Addresses
from .alerts.questions import canonical
from .answer import answer
from .around import RADII, USUAL_RADIUS, Around, circle
from .facet_choices import Offer, offered
from .facets import FACETS
from .forms import SORTS
from .grouping import KindGroup, best_of_each_kind
from .nothing_found import WaysOut, ways_out
from .query import MAX_PAGE, SearchHit, SearchPage, SearchQuery, Sort
from .readers import audience_of
from .understanding import understand


@dataclass(frozen=True)
class Listing:
    """Everything the templates `search/_filters.html`, `_results.html` and `_paging.html` show.

    `groups`: facets as {name, label, choices, open}, the choices being those of `facet_choices`.
    `sorts`: {value, label, selected}.
    `active_filters`: {label, url} where `url` is this list without that filter. `paging`: {number, pages, items,
    previous_url, next_url}; an item is {number, url, current}, or None for a gap. `notices`: sentences about what the
    address said and was ignored. `correction`: {text, url} or None. `views`: the presentations, {label, url, current},
    none when there is one kind only; `by_kind` is there when it is the one chosen.
    `around`: {text, radii: [{value, label, selected}], others: [{label, url}]}, where `others` may have been meant too.
    `ways_out` is there when nothing was found by the index. `csv_url` holds the same results; `feed_url` and
    `alert_url` hold those that everyone may read.
    """

    query: SearchQuery
    page: SearchPage
    action: str
    notices: list[str]
    groups: list[dict[str, Any]]
    sorts: list[dict[str, Any]]
    around: dict[str, Any]
    active_filters: list[dict[str, str]]
    paging: dict[str, Any]
    correction: dict[str, str] | None
    reset_url: str
    text_url: str
    views: list[dict[str, Any]]
    by_kind: list[KindGroup] | None
    ways_out: WaysOut | None
    feed_url: str
    csv_url: str
    alert_url: str

    @property
    def suggestions_url(self) -> str:
        """What proposes titles while a visitor types, among the kinds of this list."""
        kinds = [(FACETS["kind"].parameter, kind) for kind in sorted(self.query.fixed.get("kind", ()))]
        return f"{reverse('search:suggestions')}?{urlencode(kinds)}" if kinds else reverse("search:suggestions")

    @property
    def count(self) -> str:
        """How many results there are, as a sentence."""
        total = self.page.total
        if not total:
            return gettext("Aucun résultat")
        if self.page.truncated:
            sentence = ngettext("Au moins %(number)s résultat", "Au moins %(number)s résultats", total)
        else:
            sentence = ngettext("%(number)s résultat", "%(number)s résultats", total)
        return sentence % {"number": number_format(total, force_grouping=True)}

    @property
    def count_detail(self) -> str:
        """What was asked, in a few words, or ""."""
        return gettext("pour « %(text)s »") % {"text": self.query.text} if self.query.text else ""


def listing(
    request: HttpRequest,
    *,
    kinds: tuple[str, ...] = (),
    default_sort: str = Sort.TITLE,
    page_size: int = 20,
    facets: tuple[str, ...] | None = None,
    fixed: Mapping[str, Collection[str]] | None = None,
) -> Listing:
    """The list an address asks for, among `kinds` (all of them if none), in the active language, for who asks.

    `default_sort` holds when no words are asked; words are sorted by relevance. `facets` are those offered, all unless
    told. `fixed` are filters the page imposes: {facet: values}. Any address gives a list: what is wrong in it is
    ignored and told in `notices`.
    """
    understood = understand(
        request.GET, kinds=kinds, default_sort=default_sort, page_size=page_size, facets=facets, fixed=fixed
    )
    query, notices = replace(understood.query, audience=audience_of(request)), list(understood.notices)
    if understood.by_kind:
        query = replace(query, page=1)
    page = answer(query)
    last = 1 if understood.by_kind else max(1, min(MAX_PAGE, ceil(page.total / page_size)))
    if query.page > last:
        notices.append(gettext("Cette liste n’a pas de page %(number)d : voici la dernière.") % {"number": query.page})
        query = replace(query, page=last)
        page = answer(query)
    if page.partial and page.total:
        notices.append(gettext("Rien ne réunit tous ces mots : voici ce qui en contient une partie."))
    addresses = Addresses(request.path, query, understood.default, by_kind=understood.by_kind)
    offers = {name: offered(name, page.facets[name], query.filters.get(name, frozenset())) for name in query.facets}
    labels = {name: offer.labels for name, offer in offers.items()}
    return Listing(
        query=query,
        page=page,
        action=request.path,
        notices=notices,
        groups=_groups(page, query, offers),
        sorts=_sorts(query, understood.usual),
        around=_around(understood.around, addresses),
        active_filters=addresses.without_each_filter(labels),
        paging=addresses.paging(last),
        correction={"text": page.correction, "url": addresses.of(text=page.correction)} if page.correction else None,
        reset_url=request.path,
        text_url=addresses.of(filters={}, near=None, after=None, before=None),
        views=_views(addresses, understood.by_kind) if "kind" in query.facets else [],
        by_kind=best_of_each_kind(query, page, addresses, labels["kind"]) if understood.by_kind else None,
        ways_out=None if page.total or page.degraded else ways_out(query, addresses, labels),
        feed_url=addresses.elsewhere(reverse("search:feed")),
        csv_url=addresses.elsewhere(reverse("search:csv")),
        alert_url=f"{reverse('search:alert')}?{canonical(query)}",
    )


def without(shown: Listing, urls: Collection[str]) -> Listing:
    """The same list, these addresses being shown elsewhere on the page: its counts stay."""

    def left(hits: tuple[SearchHit, ...]) -> tuple[SearchHit, ...]:
        return tuple(hit for hit in hits if hit.url not in urls)

    by_kind = shown.by_kind and [replace(group, hits=left(group.hits)) for group in shown.by_kind]
    return replace(shown, page=replace(shown.page, hits=left(shown.page.hits)), by_kind=by_kind)


def _views(addresses: Addresses, by_kind: bool) -> list[dict[str, Any]]:
    return [
        {"label": gettext("Mélangés"), "url": addresses.of(by_kind=False), "current": not by_kind},
        {"label": gettext("Par type"), "url": addresses.of(by_kind=True), "current": by_kind},
    ]


def _groups(page: SearchPage, query: SearchQuery, offers: Mapping[str, Offer]) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for name, offer in offers.items():
        chosen = bool(query.filters.get(name))
        if chosen or offer.narrows(page.total):
            facet = FACETS[name]
            groups.append({"name": facet.parameter, "label": facet.label, "choices": offer.choices, "open": chosen})
    return groups


def _around(asked: Around, addresses: Addresses) -> dict[str, Any]:
    radii = [
        {
            "value": "" if radius == USUAL_RADIUS else radius,
            "label": gettext("%(km)d km") % {"km": radius},
            "selected": radius == asked.km,
        }
        for radius in RADII
    ]
    others = [{"label": place.label, "url": addresses.of(near=circle(place, asked.km))} for place in asked.others]
    return {"text": asked.text, "radii": radii, "others": others}


def _sorts(query: SearchQuery, usual: Sort) -> list[dict[str, Any]]:
    impossible = {None if query.text else Sort.RELEVANCE, None if query.near else Sort.DISTANCE}
    offered = [sort for sort in SORTS if sort not in impossible]
    offered.sort(key=lambda sort: sort != usual)
    return [
        {
            # The usual order needs no parameter: the same list keeps one address.
            "value": "" if sort == usual else SORTS[sort][0],
            "label": SORTS[sort][1],
            "selected": sort == query.sort,
        }
        for sort in offered
    ]
