"""Every event that takes registrations, and opening one more."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets import AdminDateTimeInput

from events.models import EventPage, Quota, RegistrationDesk
from events.participants.availability import state_of
from events.registration import desks
from events.registration.states import HOLDING, State

from .pages import organiser, page


class OpeningForm(forms.Form):
    """Which event, from when, for how many."""

    event: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Événement"), queryset=EventPage.objects.none()
    )
    opens_at = forms.DateTimeField(label=gettext_lazy("Ouverture des inscriptions"), widget=AdminDateTimeInput)
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"), help_text=gettext_lazy("Vide : sans limite."), min_value=1, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = EventPage.objects.outside_bin().filter(desk=None, alias_of=None).upcoming()
        self.fields["event"].queryset = events  # type: ignore[attr-defined]


@require_safe
@organiser
def listing(request: HttpRequest) -> HttpResponse:
    """Events to come first, with what is taken and who waits."""
    now = timezone.now()
    rows = [{"desk": desk, "words": state_of(desk, now).words} for desk in _counted(now)]
    return page(request, "desks", _("Inscriptions"), {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def opening(request: HttpRequest) -> HttpResponse:
    """The registration of an event that has none."""
    initial = {"opens_at": timezone.now(), "event": request.GET.get("evenement")}
    form = OpeningForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        desk = desks.create(said["event"], opens_at=said["opens_at"], capacity=said["capacity"])
        messages.success(request, _("Les inscriptions sont prêtes : complétez les réglages."))
        return redirect("event_organising:settings", desk.pk)
    return page(request, "form", _("Ouvrir les inscriptions d’un événement"), {"form": form})


def _counted(now: datetime) -> "QuerySet[RegistrationDesk]":
    def in_states(*states: State) -> Count:
        return Count("registrations", filter=Q(registrations__state__in=states))

    capacity = Quota.objects.filter(desk=OuterRef("pk"), kind=Quota.Kind.EVENT).values("capacity")
    over = Case(When(event__ends_at__lt=now, then=1), default=0, output_field=IntegerField())
    counted = (
        RegistrationDesk.objects.filter(event__in=EventPage.objects.outside_bin())
        .select_related("event")
        .prefetch_related("quotas")
        .annotate(
            seats=in_states(*HOLDING),
            pending=in_states(State.PENDING),
            waiting=in_states(State.WAITING),
            capacity=Subquery(capacity[:1]),
            over=over,
        )
    )
    return counted.order_by("over", "event__starts_at", "pk")
