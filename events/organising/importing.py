"""Taking events from a calendar: a file or an address, shown first, then made into drafts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from cms.outside import OutsideFailure, fetch
from cms.roles.pages import page_policy
from events.ical.importing import Difference, differences, take
from events.ical.reading import MOST_BYTES, NotRead, read
from events.models import EventIndexPage, EventPage

from .pages import page

_SALT = "events.organising.importing"


class CalendarForm(forms.Form):
    """A file, or the address of one."""

    fichier = forms.FileField(label=gettext_lazy("Fichier .ics"), required=False)
    adresse = forms.URLField(
        label=gettext_lazy("ou son adresse"), required=False, max_length=500, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and bool(said.get("fichier")) == bool(said.get("adresse")):
            raise forms.ValidationError(_("Donnez un fichier, ou une adresse."))
        return said

    def content(self) -> bytes:
        """Raises NotRead."""
        if file := self.cleaned_data["fichier"]:
            return bytes(file.read(MOST_BYTES + 1))
        try:
            answer = fetch(self.cleaned_data["adresse"], most_bytes=MOST_BYTES)
        except OutsideFailure as failure:
            raise NotRead(str(failure)) from None
        if answer.status != 200:
            raise NotRead(_("Cette adresse répond par une erreur (%(status)d).") % {"status": answer.status})
        return answer.body


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: HttpRequest) -> HttpResponse:
    parent = _agenda(request)
    if token := request.POST.get("contenu"):
        return _take(request, parent, token)
    form = CalendarForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            content = form.content()
            reading = read(content)
        except NotRead as refusal:
            form.add_error(None, str(refusal))
        else:
            context |= {
                "rows": [_shown(each) for each in differences(reading.rows)],
                "refused": reading.refused,
                "token": signing.dumps(content.decode("utf-8", "replace"), salt=_SALT, compress=True),
            }
    return page(request, "importing", _("Importer un calendrier"), context, status=400 if form.errors else 200)


def _take(request: HttpRequest, parent: EventIndexPage, token: str) -> HttpResponse:
    """What was shown, compared again: somebody may have worked meanwhile."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=3600).encode()
    except signing.BadSignature:
        messages.error(request, _("Cet aperçu est trop ancien : donnez le calendrier de nouveau. Rien n’est changé."))
        return redirect("event_organising:importing")
    assert isinstance(request.user, User)
    taken = take(differences(read(content).rows), parent, request.user)
    said = ngettext("%(count)d brouillon est à relire.", "%(count)d brouillons sont à relire.", taken)
    messages.success(request, said % {"count": taken})
    return redirect("wagtailadmin_explore", parent.pk)


def _agenda(request: HttpRequest) -> EventIndexPage:
    """Where drafts go. Raises PermissionDenied for who may not add any event there."""
    agenda = EventIndexPage.objects.filter(alias_of=None).order_by("path").first()
    if agenda is None or not may_import(agenda, request.user):
        raise PermissionDenied
    return agenda


def may_import(agenda: EventIndexPage, user: Any) -> bool:
    """A calendar holds what it holds: a role that reaches only some territories adds its events one by one."""
    return bool(agenda.permissions_for_user(user).can_add_subpage()) and page_policy.user_has_everywhere(
        user, "add", agenda
    )


def _shown(difference: Difference) -> dict[str, Any]:
    if difference.is_new:
        fate = _("nouveau")
    elif difference.changed:
        names = [str(label_for_field(name, EventPage)) for name in difference.changed]
        fate = _("change : %(names)s") % {"names": ", ".join(names)}
    else:
        fate = _("déjà là, sans changement")
    return {"row": difference.row, "fate": fate}
