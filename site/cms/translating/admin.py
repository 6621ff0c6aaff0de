"""The translators' page of work in Wagtail's admin."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import permission_denied
from wagtail_localize.models import Translation, TranslationSource

from .changes import Waiting, waiting
from .refreshing import refresh
from .rights import languages_of, may_change
from .work import Job, State, jobs, unreachable

A_PAGE = 20
SHOWN = 6
"""Sentences shown of one page; the form shows the others."""
DETAILED = (State.OUTDATED, State.BEGUN)


@dataclass(frozen=True)
class Shown:
    """A job as the page shows it: the sentences that changed, and how many others wait."""

    job: Job
    kind: str
    changed: list[Waiting]
    others: int


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What waits for this translator. GET: langue (code), contenu (kind's number), etat (a State), p (page)."""
    languages = languages_of(request.user)  # type: ignore[arg-type]
    if not languages:
        return permission_denied(request)
    everything = jobs(request.user)  # type: ignore[arg-type]
    kinds = {pk: capfirst(ContentType.objects.get_for_id(pk).name) for pk in {job.kind for job in everything}}
    filters = [
        _filter("langue", _("Langue"), [(each.language_code, each.get_display_name()) for each in languages], request),
        _filter("contenu", _("Contenu"), sorted((str(pk), name) for pk, name in kinds.items()), request),
        _filter("etat", _("État"), [(each.value, str(each.label)) for each in State], request),
    ]
    language, kind, state = (each["value"] for each in filters)
    found = [job for job in everything if language in ("", job.locale.language_code) and kind in ("", str(job.kind))]
    counts = Counter(job.state for job in found)
    page = Paginator([job for job in found if state in ("", job.state)], A_PAGE).get_page(request.GET.get("p"))
    context = {
        "title": _("À traduire"),
        "breadcrumbs": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": "", "label": _("À traduire")},
        ],
        "page_obj": page,
        "shown": _detailed(list(page), kinds),
        "filters": filters,
        "counts": [(each.label, counts[each]) for each in State if counts[each]],
        "unreachable": unreachable(),
        "may_submit": request.user.has_perm("wagtail_localize.submit_translation"),
    }
    return render(request, "cms/admin/translating/work.html", context)


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes wagtail-localize's copy of a page true to it, for who may change one of its versions."""
    source = get_object_or_404(TranslationSource, pk=pk)
    versions = source.translations.filter(enabled=True)
    theirs = {each.pk for each in map(_version, versions) if each is not None}
    if not may_change(request.user, list(theirs)):  # type: ignore[arg-type]
        raise PermissionDenied
    try:
        refresh(source.pk)
    except ObjectDoesNotExist:
        messages.warning(request, _("La page en français a été supprimée. Ses traductions sont gardées."))
    else:
        messages.success(request, _("Les phrases sont à jour. Les traductions déjà faites sont gardées."))
    return redirect("translating:work")


def _version(translation: Translation) -> Any:
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist:
        return None


def _filter(name: str, label: str, choices: list[tuple[str, str]], request: HttpRequest) -> dict[str, Any]:
    """One choice among all; what is none of them chooses nothing."""
    asked = request.GET.get(name, "")
    return {"name": name, "label": label, "choices": choices, "value": asked if asked in dict(choices) else ""}


def _detailed(shown: list[Job], kinds: dict[int, str]) -> list[Shown]:
    asked = [job.translation for job in shown if job.translation and job.state in DETAILED]
    translations = Translation.objects.filter(pk__in=asked).select_related("source").defer("source__content_json")
    sentences = waiting(translations) if asked else {}
    result = []
    for job in shown:
        theirs = sentences.get(job.translation or 0, [])
        # A page that is only begun has no former sentence that matters: all of it waits.
        changed = [each for each in theirs if each.former or job.state == State.OUTDATED][:SHOWN]
        result.append(Shown(job, kinds[job.kind], changed, len(theirs) - len(changed)))
    return result


urlpatterns = [
    path("", work, name="work"),
    path("relire/<int:pk>/", read_again, name="read_again"),
]
