"""The settings of one desk."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.models import Quota, RegistrationDesk
from events.registration.booking import Refused
from events.registration.changing import set_capacity
from events.registration.moving import Act

from .pages import act_of, desk_or_404, organiser, page
from .settings_forms import HALF_DAYS, QUESTIONS, QUOTAS, DeskForm


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    desk = desk_or_404(pk)
    sent = request.POST if request.method == "POST" else None
    form = DeskForm(sent, instance=desk)
    quotas, questions = QUOTAS(sent, instance=desk, prefix="places"), QUESTIONS(sent, instance=desk, prefix="questions")
    half_days = HALF_DAYS(sent, instance=desk, prefix="demi-journees")
    refusal = ""
    if sent and all([form.is_valid(), quotas.is_valid(), questions.is_valid(), half_days.is_valid()]):
        try:
            _save(form, quotas, (questions, half_days), act_of(request))
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Les réglages sont enregistrés."))
            return redirect("event_organising:settings", pk)
    if sent:
        messages.error(request, refusal or _("Rien n’est enregistré : corrigez ce qui est signalé."))
    context = {"form": form, "quotas": quotas, "questions": questions, "half_days": half_days}
    return page(request, "settings", _("Réglages"), context, RegistrationDesk.objects.get(pk=pk), 400 if sent else 200)


@transaction.atomic
def _save(form: DeskForm, quotas: Any, others: Any, act: Act) -> None:
    """All of it or nothing. Capacities go through the seats: those who wait get what is added. Raises Refused."""
    form.save()
    for formset in others:
        formset.save()
    changed = quotas.save(commit=False)
    for quota in quotas.deleted_objects:
        quota.delete()
    for quota in changed:
        if quota.pk:
            set_capacity(quota.pk, quota.capacity, act)
            kept = {"label": quota.label, "starts_at": quota.starts_at, "ends_at": quota.ends_at}
            Quota.objects.filter(pk=quota.pk).update(**kept)
        else:
            quota.save()
