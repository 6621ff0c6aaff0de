"""« Créer les dates suivantes »: a rule makes drafts, each an event of its own with its own places."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekdays
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from events.models import EventPage, RegistrationDesk
from events.registration.copying import copy_desk, days_later

from .pages import page

MOST = 52


class RuleForm(forms.Form):
    """How often, and how many more."""

    rythme = forms.ChoiceField(
        label=gettext_lazy("Rythme"),
        choices=[
            ("semaine", gettext_lazy("chaque semaine")),
            ("quinzaine", gettext_lazy("toutes les deux semaines")),
            ("mois", gettext_lazy("chaque mois, le même jour de la semaine")),
        ],
    )
    nombre = forms.IntegerField(label=gettext_lazy("Nombre de dates à créer"), min_value=1, max_value=MOST, initial=3)


def may_repeat(event: EventPage, user: Any) -> bool:
    """The following dates say all that the event says: whoever makes them may change it too."""
    return bool(
        event.permissions_for_user(user).can_edit() and event.get_parent().permissions_for_user(user).can_add_subpage()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def recurring(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates are shown before anything is made; what is made is drafts."""
    event: EventPage = get_object_or_404(EventPage.objects.exclude(starts_at=None), pk=pk)
    assert isinstance(request.user, User)
    if not may_repeat(event, request.user):
        raise PermissionDenied
    form = RuleForm(request.POST if request.method == "POST" else None)
    days = following(event, **form.cleaned_data) if form.is_valid() else []
    if days and request.POST.get("bouton") == "creer":
        made = create(event, days, request.user)
        said = ngettext("%(count)d brouillon est créé.", "%(count)d brouillons sont créés.", len(made))
        messages.success(request, said % {"count": len(made)})
        return redirect("wagtailadmin_explore", event.get_parent().pk)
    shown = [formats.date_format(day, "l j F Y") for day in days]
    context = {"form": form, "days": shown, "event": event}
    return page(request, "recurring", _("Créer les dates suivantes"), context, status=400 if form.errors else 200)


def following(event: EventPage, rythme: str, nombre: int) -> list[date]:
    """The days after that of the event, on the clocks of its place."""
    assert event.starts_at is not None
    first = event.starts_at.astimezone(ZoneInfo(event.zone)).replace(tzinfo=None)
    rule: dict[str, Any] = {"dtstart": first, "count": nombre + 1}
    if rythme == "mois":
        dates = rrule(MONTHLY, byweekday=weekdays[first.weekday()](_place_in_month(first)), **rule)
    else:
        dates = rrule(WEEKLY, interval=2 if rythme == "quinzaine" else 1, **rule)
    return [each.date() for each in dates][1:]


def _place_in_month(moment: datetime) -> int:
    """The second Tuesday is 2; a fifth one is the last, which every month has."""
    place = (moment.day - 1) // 7 + 1
    return place if place < 5 else -1


@transaction.atomic
def create(event: EventPage, days: list[date], user: User) -> list[EventPage]:
    """A draft for each day, all of them or none, with the registration of `event` if it has one."""
    assert event.starts_at is not None
    first = event.starts_at.astimezone(ZoneInfo(event.zone)).date()
    desk = RegistrationDesk.objects.filter(event=event).first()
    return [_create(event, desk, (day - first).days, user) for day in days]


def _create(event: EventPage, desk: RegistrationDesk | None, days: int, user: User) -> EventPage:
    assert event.starts_at is not None
    starts = days_later(event.starts_at, days, event.zone)
    title = f"{event.title} – {formats.date_format(starts, 'j F Y')}"
    values = {
        "title": title,
        "slug": slugify(title)[:200],
        "starts_at": starts,
        "ends_at": event.ends_at and days_later(event.ends_at, days, event.zone),
        "state": "annonce",
    }
    made: EventPage = event.copy(update_attrs=values, keep_live=False, copy_revisions=False, user=user)
    if desk:
        copy_desk(desk, made, days)
    return made
