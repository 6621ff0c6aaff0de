"""Messages of the organiser: written, read again, then sent."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.letters.tasks import request_letters
from events.models import Announcement, RegistrationDesk

from .pages import desk_or_404, organiser, page


class AnnouncementForm(forms.ModelForm):
    """To whom, and what."""

    class Meta:
        model = Announcement
        fields = ("recipients", "subject", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].required = self.fields["text"].required = True


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def announcements(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, what it would send, and what was sent. Nothing leaves before the second button."""
    desk = desk_or_404(pk)
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and request.POST.get("bouton") == "envoyer":
        _send(desk, form, request)
        return redirect("event_organising:messages", pk)
    context = {"form": form, "preview": _preview(desk, form) if form.is_valid() else None, "sent": _sent(desk)}
    return page(request, "messages", _("Messages"), context, desk, 400 if form.errors else 200)


def _preview(desk: RegistrationDesk, form: AnnouncementForm) -> dict[str, object]:
    announcement = form.save(commit=False)
    people = desk.registrations.filter(state__in=announcement.states).count()
    said = ngettext("%(count)d personne le recevra.", "%(count)d personnes le recevront.", people)
    return {"subject": announcement.subject, "text": announcement.text, "count": said % {"count": people}}


@transaction.atomic
def _send(desk: RegistrationDesk, form: AnnouncementForm, request: HttpRequest) -> None:
    announcement = form.save(commit=False)
    announcement.desk, announcement.user, announcement.made_at = desk, request.user, timezone.now()
    announcement.save()
    transaction.on_commit(request_letters, robust=True)
    messages.success(request, _("Le message part, à chaque personne séparément."))


def _sent(desk: RegistrationDesk) -> list[Announcement]:
    return list(desk.announcements.filter(kind=Announcement.Kind.MESSAGE).select_related("user")[:50])
