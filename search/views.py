from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import query_log
from .addresses import Addresses
from .editorial import promoted
from .exports import every_hit, feed, table
from .facets import facet_labels
from .forms import TextField
from .languages import in_other_languages
from .listing import listing, without
from .proposals import proposed
from .query import Sort
from .readers import audience_of
from .spreadsheets import csv_response
from .suggesting import places_for, suggestions_for
from .understanding import Understood, understand


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Everything the portal knows and its reader may read, mixed or by kind, at a shareable address."""
    shown = listing(request, default_sort=Sort.TITLE)
    query_log.record(shown.query, shown.page)
    chosen = promoted(shown.query)
    context = {
        "listing": without(shown, {result.url for result in chosen}),
        "promoted": chosen,
        "other_languages": [] if shown.page.degraded else in_other_languages(request, shown.query),
        "here": _("Recherche"),
        "meta": {"title": _("Recherche"), "description": _("Chercher dans tout le portail.")},
    }
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """`{"suggestions": [{title, url, kind}], "message": how many there are}` for `q`, of the kinds in `type` if any.

    None when the index is away. The same for everyone, signed in or not: caches keep it.
    """
    asked = understand(request.GET, facets=("kind",)).query
    found = suggestions_for(asked.text, asked.filters.get("kind", ()))
    return proposed([{"title": each.title, "url": each.url, "kind": each.kind_label} for each in found])


@require_safe
def place_suggestions(request: HttpRequest) -> JsonResponse:
    """As `suggestions`, the places to search around: `title` is what the field then holds; there is no `url`."""
    typed = TextField().to_python(request.GET.get("q"))
    return proposed([{"title": place.label, "kind": place.detail} for place in places_for(typed)])


@require_safe
def export_csv(request: HttpRequest) -> HttpResponse:
    """What a search finds for who asks, as a table; the name of the file says when there was too much of it."""
    export = every_hit(replace(understand(request.GET).query, audience=audience_of(request)))
    filename = "recherche.csv" if export.complete else "recherche-incomplete.csv"
    return csv_response(filename, table(export.hits, request.build_absolute_uri))


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """The results of a search last updated, for feed readers, which need not read again what has not changed.

    Only what everyone may read, whoever asks: programs fetch it, without a session.
    """
    understood = understand(request.GET)
    text, updated = feed(
        understood.query,
        title=_feed_title(understood),
        url=request.build_absolute_uri(_address(understood, "search:results")),
        feed_url=request.build_absolute_uri(_address(understood, "search:feed")),
        host=request.get_host().partition(":")[0],
        absolute=request.build_absolute_uri,
    )
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    set_response_etag(response)
    if updated:
        response["Last-Modified"] = http_date(updated.timestamp())
    modified = int(updated.timestamp()) if updated else None
    return get_conditional_response(request, response["ETag"], modified, response) or response


def _address(understood: Understood, name: str) -> str:
    return Addresses(reverse(name), understood.query, understood.default).of()


def _feed_title(understood: Understood) -> str:
    """The portal, then what is followed: « Passerelles : "formation", Loire-Atlantique (44) »."""
    query = understood.query
    labels = {name: facet_labels(name, values) for name, values in query.filters.items()}
    filters = Addresses("", query, understood.default).without_each_filter(labels)
    followed = [_("« %(text)s »") % {"text": query.text}] if query.text else []
    followed += [item["label"] for item in filters]
    return _("%(portal)s : %(followed)s") % {
        "portal": settings.WAGTAIL_SITE_NAME,
        "followed": ", ".join(followed) or _("tout le portail"),
    }
