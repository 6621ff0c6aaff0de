"""What is kept of people, said to everybody; what is kept of one person, to them alone."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from events.participants import links
from events.participants.pages import page, personal
from events.presentation import when

from . import establishments, space
from .retention import TABLE


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """In plain words, from the one table that the purge follows."""
    return page(request, "rights", _("Vos données et les inscriptions aux événements"), {"kept": TABLE})


@personal
def my_space(request: HttpRequest, token: str) -> HttpResponse:
    email = space.email_of(token)
    shown = [
        {"title": each.desk.event.title, "when": when(each.desk.event), "state": each.get_state_display(), "url": url}
        for each in space.registrations_of(email)
        if (url := links.address(each))
    ]
    context = {"email": email, "registrations": shown, "people": _people(email), "token": token}
    return page(request, "space", _("Mon espace"), context)


def _people(email: str) -> list[dict[str, str]]:
    """Those of the establishments that this address answers for."""
    organisations = establishments.answered_for(email)
    return [
        {
            "organisation": str(each.organisation),
            "name": each.name,
            "title": each.desk.event.title,
            "when": when(each.desk.event),
            "state": each.get_state_display(),
        }
        for each in (establishments.comings(organisations, timezone.now()) if organisations else [])
    ]


@personal
def my_data(request: HttpRequest, token: str) -> HttpResponse:
    data = space.data_of(space.email_of(token))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mes-inscriptions.json"'
    return response


@personal
def erase_my_data(request: HttpRequest, token: str) -> HttpResponse:
    email = space.email_of(token)
    if request.method == "POST":
        space.erase_all(email, timezone.now())
        return page(request, "erased", _("C’est effacé"))
    return page(request, "erase_all", _("Tout effacer"), {"token": token, "email": email})
