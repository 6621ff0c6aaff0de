"""How the organiser's pages are reached and drawn."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import RegistrationDesk
from events.registration.moving import Act

ORGANISE = "events.manage_registrations"
READ_NEEDS = "events.read_needs"

View = Callable[..., HttpResponseBase]


def allowed_to(permission: str) -> Callable[[View], View]:
    """Wagtail's refusal to who has not this permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


organiser = allowed_to(ORGANISE)


def act_of(request: HttpRequest, why: str = "") -> Act:
    """What this member of the staff does now."""
    assert isinstance(request.user, User)
    return Act(timezone.now(), user=request.user, why=why)


def desk_or_404(pk: int) -> RegistrationDesk:
    return get_object_or_404(RegistrationDesk.objects.select_related("event"), pk=pk)


def page(
    request: HttpRequest,
    name: str,
    title: str | Promise,
    context: dict[str, Any] | None = None,
    desk: RegistrationDesk | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page of the admin; those of one `desk` lead to one another."""
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
        {"url": reverse("event_organising:desks"), "label": _("Inscriptions")},
    ]
    if desk:
        trail.append({"url": reverse("event_organising:people", args=[desk.pk]), "label": str(desk)})
    trail.append({"url": "", "label": str(title)})
    common = {"title": title, "breadcrumbs": trail, "desk": desk, "tabs": _tabs(request, desk) if desk else []}
    return render(request, f"events/organising/{name}.html", {**common, **(context or {})}, status=status)


def _tabs(request: HttpRequest, desk: RegistrationDesk) -> list[dict[str, str]]:
    tabs = []
    if request.user.has_perm(ORGANISE):
        tabs += [
            ("people", _("Personnes")),
            ("messages", _("Messages")),
            ("letters", _("Lettres")),
            ("doors", _("Accueil")),
            ("figures", _("Chiffres")),
            ("settings", _("Réglages")),
        ]
    if request.user.has_perm(READ_NEEDS):
        tabs.append(("needs", _("Aménagements")))
    return [{"url": reverse(f"event_organising:{name}", args=[desk.pk]), "label": label} for name, label in tabs]
