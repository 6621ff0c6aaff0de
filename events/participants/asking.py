"""The pages that ask to come to an event."""

from datetime import datetime

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms import full_disk
from events.models import EventPage, RegistrationDesk
from events.registration.booking import Refused
from events.registration.places import WrongPlaces
from events.registration.seats import Full
from mail.pages import is_a_robot, see
from search.proposals import proposed

from . import structures, tokens
from .availability import state_of
from .pages import page
from .requests import AskedRequest
from .sending import send

_NO_ROOM = _(
    "Le portail n’a plus de place pour enregistrer votre demande. Rien n’est perdu : ce que vous avez écrit est "
    "ci-dessous. Envoyez de nouveau dans quelques minutes ; si cela dure, prévenez l’organisateur."
)


# Anyone may ask, and no account lends its rights: a form of another site would gain nothing (`robots` refuses it).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The form: one person, or colleagues. Its answer is the same whoever is registered already."""
    desk, now = _desk(pk), timezone.now()
    state = state_of(desk, now)
    if not state.action:
        return _closed(request, desk, state.words)
    asked = AskedRequest(desk, request.POST if request.method == "POST" else None)
    status = 200
    if asked.is_to_send:
        try:
            if is_a_robot(request) or (asked.is_valid() and _taken(asked, now)):
                return see(reverse("events:asked", args=[pk]))
            status = 400
        except (DatabaseError, OSError) as error:
            if not full_disk.is_full(error):
                raise
            asked.refusal, status = str(_NO_ROOM), full_disk.STATUS
        asked.refresh()
    return page(request, "ask", state.action, asked.context() | {"desk": desk, "words": state.words}, status)


def _closed(request: HttpRequest, desk: RegistrationDesk, words: str) -> HttpResponse:
    """409 to who sent the form: it was open when it was given to them."""
    status = 409 if request.method == "POST" else 200
    return page(request, "closed", _("Inscriptions fermées"), {"desk": desk, "words": words}, status)


def _taken(asked: AskedRequest, now: datetime) -> bool:
    """Whether it was booked; if not, `asked.refusal` says why."""
    try:
        send(asked.desk, asked.request, now)
    except tokens.NotTaken as refusal:
        asked.token, asked.refusal = refusal.token, str(refusal)
    except Full as full:
        asked.refusal = gettext("« %(place)s » vient d’être complet : faites un autre choix.") % {"place": full.quota}
    except (Refused, WrongPlaces) as refusal:
        asked.refusal = str(refusal)
    return not asked.refusal


@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for everyone: who is registered is told to nobody but them."""
    return page(request, "asked", _("Votre demande est enregistrée"), {"desk": _desk(pk)})


@require_safe
def structures_called(request: HttpRequest) -> JsonResponse:
    """As the search's suggestions: the names of the directory that begin as `q`."""
    typed = request.GET.get("q", "").replace("\x00", "")
    return proposed([{"title": name, "kind": ""} for name in structures.beginning_as(typed)])


def _desk(pk: int) -> RegistrationDesk:
    desks = RegistrationDesk.objects.select_related("event").prefetch_related("quotas", "questions")
    return get_object_or_404(desks.filter(event__in=EventPage.objects.live().public()), pk=pk)
