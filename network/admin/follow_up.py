"""In the admin: what partners answered, who asks to be in the directory, records that nobody answers for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.freshness import answering, links, reminding
from network.models import FollowUp, Organisation, OrganisationKind, OrganisationRequest, PartnerAnswer
from network.organisation_rights import may, may_everywhere
from network.quality import quality_of

_PAGE_SIZE = 50


class FollowUpForm(forms.ModelForm):
    """Who answers for a record, and how often."""

    class Meta:
        model = FollowUp
        fields = ("referent", "rhythm")


def may_follow(user: Any) -> bool:
    """Those who may change every record follow them all; others, the record itself, from its list."""
    return may_everywhere(user, "change")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for an editor."""
    _check(request)
    orphans = reminding.orphans(timezone.localdate())
    context = {
        "answers": PartnerAnswer.objects.filter(handled_at=None).select_related("organisation"),
        "requests": OrganisationRequest.objects.filter(handled_at=None, confirmed_at__isnull=False),
        "page_obj": Paginator(orphans, _PAGE_SIZE).get_page(request.GET.get("p")),
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "network/admin/follow_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Who answers for one record, what came back, and what can be done now."""
    organisation = get_object_or_404(Organisation, pk=pk)
    _check(request, organisation)
    follow_up = FollowUp.objects.filter(organisation=organisation).first() or FollowUp(organisation=organisation)
    form = FollowUpForm(request.POST if request.method == "POST" else None, instance=follow_up)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _done(request.POST.get("action", ""), follow_up))
        return redirect("network_follow_up:record", pk)
    context = {
        "organisation": organisation,
        "follow_up": follow_up,
        "form": form,
        "quality": quality_of(organisation, timezone.localdate()),
        "answers": organisation.answers.all()[:20],
        "breadcrumbs": [*_breadcrumbs(may_follow(request.user)), {"url": "", "label": str(organisation)}],
    }
    return render(request, "network/admin/follow_up_record.html", context)


def _done(action: str, follow_up: FollowUp) -> str:
    """Does what a button asks, beside saving, and says it."""
    if action == "verified":
        answering.verified(follow_up, timezone.now())
        return _("La fiche est notée comme vérifiée aujourd’hui.")
    if action == "link":
        known = sorted(links.addresses(follow_up))
        if not known:
            return _("Suivi enregistré. Aucun lien envoyé : la fiche n’a ni référent ni adresse électronique.")
        reminding.send_link(follow_up, known[0])
        return _("Suivi enregistré. Le lien de mise à jour part vers l’adresse du référent.")
    return _("Suivi enregistré.")


@require_POST
def handle_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor has done what an answer asked, or will not."""
    answer = get_object_or_404(PartnerAnswer.objects.select_related("organisation"), pk=pk)
    _check(request, answer.organisation)
    PartnerAnswer.objects.filter(pk=pk, handled_at=None).update(handled_at=timezone.now())
    messages.success(request, _("La réponse est classée."))
    if may_follow(request.user):
        return redirect("network_follow_up:overview")
    return redirect("network_follow_up:record", answer.organisation_id)


@require_POST
def handle_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft of what somebody asked for, or set the request aside."""
    _check(request)
    wish = get_object_or_404(OrganisationRequest, pk=pk, handled_at=None, confirmed_at__isnull=False)
    if request.POST.get("action") != "create":
        OrganisationRequest.objects.filter(pk=pk).update(handled_at=timezone.now())
        messages.success(request, _("La demande est classée sans suite."))
        return redirect("network_follow_up:overview")
    if not may_everywhere(request.user, "add"):
        raise PermissionDenied
    draft = _draft_of(wish, request.user)
    messages.success(request, _("Un brouillon est prêt : complétez-le, puis publiez-le."))
    return redirect("wagtailsnippets_network_organisation:edit", draft.pk)


@transaction.atomic
def _draft_of(wish: OrganisationRequest, user: Any) -> Organisation:
    draft = Organisation(
        name=wish.name, kind=OrganisationKind.ASSOCIATION, description=wish.message, website=wish.website, live=False
    )
    draft.slug = Organisation.objects.free_slug(wish.name, wish.commune)
    draft.save()
    draft.save_revision(user=user, log_action=True)
    FollowUp.objects.create(organisation=draft, referent=wish.email.lower(), language=wish.language)
    OrganisationRequest.objects.filter(pk=wish.pk).update(handled_at=timezone.now())
    return draft


def _check(request: HttpRequest, organisation: Organisation | None = None) -> None:
    theirs = may(request.user, "change", organisation) if organisation else may_follow(request.user)
    if not theirs:
        raise PermissionDenied


def _breadcrumbs(overview: bool = True) -> list[dict[str, str]]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Accueil")}
    return (
        [home, {"url": reverse("network_follow_up:overview"), "label": _("Suivi des fiches")}] if overview else [home]
    )


urlpatterns = [
    path("", overview, name="overview"),
    path("<int:pk>/", record, name="record"),
    path("reponses/<int:pk>/", handle_answer, name="answer"),
    path("demandes/<int:pk>/", handle_request, name="request"),
]
