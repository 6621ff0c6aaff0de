"""The pages of alerts. What a form or a link may do is signed in it: no session, no cookie, so nothing to forge."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from mail.pages import Pages, is_a_robot, see

from ..answer import answer
from ..models import SavedSearch
from ..models.alerts import MAX_QUERY
from . import links, questions, subscribing
from .forms import AlertForm
from .writing import results_path

_pages = Pages(
    "search/alerts",
    _("Recevoir ce qui est nouveau dans une recherche."),
    {"trail": [(_("Recherche"), reverse_lazy("search:results"))]},
)
_page, _personal = _pages.page, _pages.personal


@_personal
@sensitive_post_parameters("courriel")
def new(request: HttpRequest) -> HttpResponse:
    """The form for the search of the address, and what it sends."""
    if request.method != "POST":
        query = questions.understood(request.GET)
        return _form(request, questions.canonical(query), query.language)
    form = AlertForm(request.POST)
    valid = form.is_valid()
    query_string, language = links.search_of_form(str(request.POST.get("jeton", ""))[:4000])
    if not valid:
        return _form(request, query_string, language, form)
    if not is_a_robot(request):
        wish = form.cleaned_data
        try:
            subscribing.ask(wish["courriel"], query_string, language, wish["rythme"], timezone.now())
        except subscribing.TooManyRequests:
            reason = gettext("Trop d’alertes ont été demandées depuis une heure : réessayez un peu plus tard.")
            return _page(request, "refused", _("Réessayez plus tard"), {"reason": reason}, status=503)
    return see(reverse("search:alert_asked"))


def _form(request: HttpRequest, query_string: str, language: str, form: AlertForm | None = None) -> HttpResponse:
    query = questions.kept(query_string, language)
    total = answer(query).total
    reason = ""
    if len(query_string) > MAX_QUERY:
        reason = gettext("Cette recherche est trop longue pour être suivie : enlevez des mots ou des filtres.")
    elif total > questions.MOST_RESULTS:
        reason = gettext("Cette recherche trouve trop de choses pour être suivie : ajoutez un mot ou un filtre.")
    asked = form.data if form else {}
    results = reverse("search:results")
    context = {
        "search": questions.description(query),
        "total": total,
        "reason": reason,
        "jeton": links.form_token(query_string, language),
        "email": asked.get("courriel", ""),
        "errors": {name: errors[0] for name, errors in form.errors.items()} if form else {},
        "rhythms": _rhythms(asked.get("rythme") or SavedSearch.Frequency.WEEKLY),
        "results_url": f"{results}?{query_string}" if query_string else results,
    }
    return _page(request, "form", _("Me prévenir"), context, status=400 if reason or form else 200)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for everyone: it does not tell whether the address was known."""
    return _page(request, "asked", _("Consultez votre messagerie"))


@_personal
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: programs that read mail follow links, and must not confirm."""
    alert = links.alert_of("confirm", token)
    if alert is None:
        return _gone(request)
    if request.method == "POST":
        subscribing.confirm(alert, timezone.now())
        return HttpResponseRedirect(links.path("manage", alert))
    if alert.confirmed_at:
        return HttpResponseRedirect(links.path("manage", alert))
    return _page(request, "confirm", _("Confirmer mon alerte"), {"alert": _shown(alert)})


@_personal
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Every alert of the address that received the link; POST `alerte` and `action` changes one, or stops them all."""
    holder = links.alert_of("manage", token)
    if holder is None:
        return _gone(request)
    of_address = SavedSearch.objects.filter(email=holder.email)
    if request.method == "POST":
        action = request.POST.get("action", "")
        number = request.POST.get("alerte", "")
        alert = of_address.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
        if action == "stop-all":
            of_address.delete()
            return _stopped(request)
        if alert and action == "stop":
            alert.delete()
        elif alert and action == "confirm":
            subscribing.confirm(alert, timezone.now())
        elif alert and alert.confirmed_at and action in SavedSearch.Frequency.values:
            subscribing.change_frequency(alert, action, timezone.now())
        left = of_address.first()
        return HttpResponseRedirect(links.path("manage", left)) if left else _stopped(request)
    alerts = [_shown(alert) for alert in of_address]
    return _page(request, "manage", _("Mes alertes"), {"alerts": alerts, "email": holder.email})


@_personal
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; POST stops, be it the button's or a mail program's (RFC 8058)."""
    alert = links.alert_of("stop", token)
    if alert is None:
        return _stopped(request)
    if request.method == "POST":
        alert.delete()
        return _stopped(request)
    return _page(request, "stop", _("Arrêter cette alerte"), {"alert": _shown(alert)})


def _shown(alert: SavedSearch) -> dict[str, Any]:
    other = {SavedSearch.Frequency.DAILY: SavedSearch.Frequency.WEEKLY}.get(
        SavedSearch.Frequency(alert.frequency), SavedSearch.Frequency.DAILY
    )
    return {
        "pk": alert.pk,
        "search": questions.description(questions.kept(alert.query, alert.language)),
        "url": results_path(alert),
        "rhythm": alert.get_frequency_display(),
        "confirmed": alert.confirmed_at is not None,
        "last_sent_at": alert.last_sent_at,
        "other_rhythm": {"value": other.value, "label": other.label},
    }


def _rhythms(chosen: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": str(label).capitalize(), "selected": value == chosen}
        for value, label in SavedSearch.Frequency.choices
    ]


def _gone(request: HttpRequest) -> HttpResponse:
    reason = gettext("Cette alerte n’existe plus : elle a été arrêtée, ou n’a pas été confirmée à temps.")
    return _page(request, "refused", _("Alerte introuvable"), {"reason": reason}, status=404)


def _stopped(request: HttpRequest) -> HttpResponse:
    return _page(request, "stopped", _("C’est arrêté"))
