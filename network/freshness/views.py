"""The pages of partners. What a link may do is signed in it: no session, no cookie, so nothing to forge."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.forms import form_context
from mail.pages import Pages, is_a_robot, see
from network.models import DirectoryPage, Organisation
from network.organisation_facts import contact

from . import answering, links, requesting
from .forms import LinkForm, RecordForm, RequestForm

_pages = Pages("network/freshness", _("L’annuaire, tenu à jour par ses partenaires."), {"section": DirectoryPage})
_page, _personal = _pages.page, _pages.personal


@_personal
def record(request: HttpRequest, token: str) -> HttpResponse:
    """A record, with the button that says it is exact and the form that corrects it."""
    follow_up, address = links.record_of(token)
    organisation = follow_up.organisation
    now = timezone.now()
    if request.method == "POST" and request.POST.get("action") == "exact":
        answering.take_charge(follow_up, address, follow_up.rhythm)
        answering.confirm(follow_up, now)
        return see(reverse("network:freshness_thanks"))
    # The form writes on its own copy: the record shown stays as the public sees it.
    copy = Organisation.objects.get(pk=organisation.pk)
    form = RecordForm(request.POST if request.method == "POST" else None, instance=copy, rhythm=follow_up.rhythm)
    if form.is_valid():
        answering.take_charge(follow_up, address, form.cleaned_data["rhythm"])
        if form.changes or form.cleaned_data["message"]:
            answering.propose(organisation, form.changes, form.cleaned_data["message"], now)
        else:
            answering.confirm(follow_up, now)
        return see(reverse("network:freshness_thanks"))
    context = {
        "organisation": organisation,
        "contact": contact(organisation, timezone.localdate()),
        "verified_on": follow_up.verified_on,
        **form_context(form),
    }
    return _page(request, "record", _("Vérifier ma fiche"), context, status=400 if form.errors else 200)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """After an answer."""
    return _page(request, "thanks", _("Merci"))


@never_cache
@csrf_exempt  # nothing but a message to an address that the record already holds can come of it
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("courriel")
def ask_link(request: HttpRequest, slug: str) -> HttpResponse:
    """The form that has the link to a record sent to whoever keeps it."""
    organisation = get_object_or_404(Organisation.objects.public(), slug=slug)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        requesting.ask_link(organisation, form.cleaned_data["courriel"], timezone.now())
        return see(reverse("network:freshness_asked"))
    context = {"organisation": organisation, **form_context(form)}
    return _page(request, "link", _("Mettre à jour cette fiche"), context, status=400 if form.errors else 200)


@never_cache
@csrf_exempt  # what is sent waits for the confirmation of its address
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("email")
def ask_place(request: HttpRequest) -> HttpResponse:
    """The form that asks for a place in the directory."""
    form = RequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not is_a_robot(request):
            try:
                requesting.ask_place(form.save(commit=False), timezone.now())
            except requesting.TooManyRequests:
                reason = gettext("Trop de demandes sont arrivées depuis une heure : réessayez un peu plus tard.")
                return _page(request, "refused", _("Réessayez plus tard"), {"reason": reason}, status=503)
        return see(reverse("network:freshness_asked"))
    return _page(
        request, "request", _("Figurer dans l’annuaire"), form_context(form), status=400 if form.errors else 200
    )


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for everyone: it does not tell whether the address was known."""
    return _page(request, "asked", _("Consultez votre messagerie"))


@_personal
def confirm_place(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: programs that read mail follow links, and must not confirm."""
    wish = links.request_of(token)
    if request.method == "POST":
        requesting.confirm_place(wish, timezone.now())
        return see(reverse("network:freshness_thanks"))
    return _page(request, "confirm", _("Confirmer ma demande"), {"wish": wish})
