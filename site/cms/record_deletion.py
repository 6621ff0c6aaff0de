"""Before a record (an organisation, a territory, a theme) is deleted in the admin: who names it is told."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.uses import Use, uses_of

_MOST_NAMED = 8


def told_before_deletion(request: HttpRequest, records: Collection[Any]) -> HttpResponse | None:
    """For Wagtail's hook `before_delete_snippet`: a page that refuses while something needs one of `records`."""
    for record in records:
        uses = uses_of(record, request.user)
        if keeping := [use for use in uses if use.keeps]:
            return refused(request, record, keeping)
        if uses and request.method == "GET":
            messages.warning(request, _detached(record, uses))
    return None


def refused(request: HttpRequest, record: Any, keeping: Collection[Use]) -> HttpResponse:
    """What to change before `record` can be deleted."""
    title = _("« %(name)s » est utilisé") % {"name": record}
    back = reverse(record.snippet_viewset.get_url_name("list"))
    trail = [{"url": back, "label": capfirst(record._meta.verbose_name_plural)}, {"url": "", "label": title}]
    context = {
        "uses": keeping,
        "header_title": title,
        "header_icon": "warning",
        "breadcrumbs_items": trail,
        "back": back,
    }
    return render(request, "cms/admin/record_kept.html", context, status=409 if request.method == "POST" else 200)


def _detached(record: Any, uses: Collection[Use]) -> str:
    named = ", ".join(f"« {use.title} »" for use in list(uses)[:_MOST_NAMED])
    more = len(uses) - _MOST_NAMED
    if more > 0:
        named += " " + ngettext("et une autre fiche ou page", "et %(count)d autres fiches ou pages", more) % {
            "count": more
        }
    return _("Supprimer « %(name)s » l’ôtera de : %(named)s.") % {"name": record, "named": named}
