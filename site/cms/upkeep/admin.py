"""The screens of upkeep: a page was read again, who answers for it and how often it is read."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.log_actions import log
from wagtail.models import Page

from cms.models import Upkeep
from cms.roles.pages import page_policy

from .due import followed, usual_period
from .reading import read_again

SETTINGS_ACTION = "cms.upkeep_settings"


class KeeperField(forms.ModelChoiceField):
    def label_from_instance(self, user: Any) -> str:
        return str(user.get_full_name() or user.get_username())


class UpkeepForm(forms.ModelForm):
    """Who answers for a page, among those who may change it, and how often it is read."""

    class Meta:
        model = Upkeep
        fields = ("keeper", "every")
        field_classes = {"keeper": KeeperField}

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = page_policy.users_with_permission_for_instance("change", page)
        keeper, every = self.fields["keeper"], self.fields["every"]
        keeper.queryset = people.order_by("last_name", "first_name", "username")  # type: ignore[attr-defined]
        keeper.empty_label = _("personne pour le moment")  # type: ignore[attr-defined]
        usual = Upkeep.Period(usual_period(page.specific_class)).label
        told = capfirst(_("comme les pages de ce genre : %(period)s") % {"period": usual})
        every.choices = [("", told), *Upkeep.Period.choices]  # type: ignore[attr-defined]


@require_POST
def read_again_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody read a page, and nothing in it is to change."""
    page = _page_or_refused(request, pk)
    try:
        read_again(page, request.user, timezone.localdate())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("« %(title)s » est notée comme relue aujourd’hui.") % {"title": page.title})
    return redirect("wagtailadmin_pages:edit", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def settings_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Who answers for a page, and its period."""
    page = _page_or_refused(request, pk)
    upkeep = Upkeep.objects.filter(page_id=pk).first() or Upkeep(page_id=pk)
    before = upkeep.keeper_id
    form = UpkeepForm(request.POST if request.method == "POST" else None, instance=upkeep, page=page)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["keeper"] is None or form.cleaned_data["keeper"].pk != before:
            # Who comes is written to as the one before was.
            upkeep.reminders, upkeep.reminded_on = 0, None
        with transaction.atomic():
            form.save()
            log(instance=page, action=SETTINGS_ACTION, user=request.user)
        messages.success(request, _("Le suivi de « %(title)s » est enregistré.") % {"title": page.title})
        return redirect("wagtailadmin_pages:edit", pk)
    title = page.get_admin_display_title()
    context = {
        "form": form,
        "page": page,
        "title": _("Suivi d’une page"),
        "breadcrumbs": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": reverse("wagtailadmin_pages:edit", args=[pk]), "label": title},
            {"url": "", "label": _("Suivi d’une page")},
        ],
    }
    return render(request, "cms/admin/upkeep/settings.html", context, status=422 if form.errors else 200)


def note_when_published(request: HttpRequest, page: Page) -> None:
    """Publishing is a reading for who says so."""
    if request.POST.get("upkeep-read") and followed(Page.objects.filter(pk=page.pk)).exists():
        read_again(page, request.user, timezone.localdate())


def _page_or_refused(request: HttpRequest, pk: int) -> Page:
    page = get_object_or_404(followed(Page.objects.all()), pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


urlpatterns = [
    path("<int:pk>/", settings_view, name="settings"),
    path("<int:pk>/relue/", read_again_view, name="read_again"),
]
