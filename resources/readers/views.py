"""The pages of readers. No session, no cookie: what a form or a link may do is signed in it, or does no harm."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.forms import form_context
from mail.pages import Pages, is_a_robot, see
from resources.addresses import library_path
from resources.models import Opinion, ResourceIndexPage, ResourcePage

from . import links, opinions, waiting
from .forms import ErrorForm, WaitingForm, WordsForm

_ANSWERS = {"oui": Opinion.Kind.USEFUL, "non": Opinion.Kind.USELESS}
_pages = Pages("resources/readers", _("La bibliothèque du réseau et ses lecteurs."), {"section": ResourceIndexPage})
_page, _personal = _pages.page, _pages.personal


@csrf_exempt  # anyone may give an opinion, and none costs anything: there is nothing to forge
@require_POST
def useful(request: HttpRequest, code: str) -> HttpResponse:
    """The two buttons of a resource's page: `reponse` is "oui" or "non"."""
    resource = _resource(code)
    kind = _ANSWERS.get(request.POST.get("reponse", ""))
    if kind is None:
        raise Http404
    if is_a_robot(request):
        return see(reverse("resources:thanks"))
    try:
        return see(links.opinion_path(opinions.give(resource, kind, timezone.now())))
    except opinions.TooMany:
        return _too_many(request)


@_personal
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """A word on the opinion just given."""
    given = links.opinion_of(token)
    if given is None:
        raise Http404
    form = WordsForm(request.POST if request.method == "POST" else None, initial={"texte": given.text})
    if form.is_valid():
        Opinion.objects.filter(pk=given.pk).update(text=form.cleaned_data["texte"])
        return see(reverse("resources:thanks"))
    return _page(request, "words", _("Merci de votre avis"), form_context(form), status=400 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def error(request: HttpRequest, code: str) -> HttpResponse:
    """The form that tells what is wrong in a resource."""
    resource = _resource(code)
    form = ErrorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if not is_a_robot(request):
                opinions.give(resource, Opinion.Kind.ERROR, timezone.now(), form.cleaned_data["texte"])
        except opinions.TooMany:
            return _too_many(request)
        return see(reverse("resources:thanks"))
    context = form_context(form) | {"resource": resource}
    return _page(request, "error", _("Signaler une erreur"), context, status=400 if form.errors else 200)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return _page(request, "thanks", _("Merci"), {"library_url": library_path(request)})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("courriel")
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """The form that asks to be told when an announced resource is published."""
    resource = _resource(code)
    if not resource.is_announced:
        return HttpResponseRedirect(resource.get_url(request))
    form = WaitingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if not is_a_robot(request):
                waiting.ask(resource, form.cleaned_data["courriel"], timezone.now())
        except waiting.TooManyRequests:
            return _too_many(request)
        return see(reverse("resources:waiting_asked"))
    context = form_context(form) | {"resource": resource}
    return _page(request, "wait", _("Me prévenir de la publication"), context, status=400 if form.errors else 200)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for everyone: it does not tell whether the address was known."""
    return _page(request, "asked", _("Consultez votre messagerie"))


@_personal
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: programs that read mail follow links, and must not confirm."""
    found = links.waiting_of("confirm", token)
    if found is None:
        return _page(request, "stopped", _("Rien n’est en attente"))
    if request.method == "POST":
        waiting.confirm(found, timezone.now())
        return _page(request, "confirmed", _("C’est noté"), {"resource": found.resource})
    return _page(request, "confirm", _("Confirmer ma demande"), {"resource": found.resource})


@_personal
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; POST stops, be it the button's or a mail program's (RFC 8058)."""
    found = links.waiting_of("stop", token)
    if found and request.method != "POST":
        return _page(request, "stop", _("Ne plus attendre cette ressource"), {"resource": found.resource})
    if found:
        waiting.stop(found)
    return _page(request, "stopped", _("C’est arrêté"))


def _resource(code: str) -> ResourcePage:
    return get_object_or_404(ResourcePage.objects.live().public(), code=code)


def _too_many(request: HttpRequest) -> HttpResponse:
    reason = gettext(
        "Beaucoup de réponses sont arrivées depuis une heure : la vôtre n’est pas gardée. Réessayez plus tard."
    )
    return _page(request, "refused", _("Réessayez plus tard"), {"reason": reason}, status=503)
