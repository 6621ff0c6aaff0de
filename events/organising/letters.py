"""The letters of an event: what the portal says in each, and what the organiser adds."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.letters.examples import example
from events.models import LetterNote, RegistrationDesk

from .pages import desk_or_404, organiser, page


class NotesForm(forms.Form):
    """Some words for each kind of letter."""

    def __init__(self, *args: Any, desk: RegistrationDesk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(desk.letter_notes.values_list("kind", "text"))
        for kind in LetterNote.Kind:
            self.fields[kind.value] = forms.CharField(
                label=capfirst(kind.label),
                required=False,
                max_length=2000,
                initial=known.get(kind, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    desk = desk_or_404(pk)
    form = NotesForm(request.POST if request.method == "POST" else None, desk=desk)
    if form.is_valid():
        _save(desk, form.cleaned_data)
        messages.success(request, _("Vos mots sont enregistrés : ils seront dans les prochaines lettres."))
        return redirect("event_organising:letters", pk)
    rows = [(form[kind.value], kind.value) for kind in LetterNote.Kind]
    return page(request, "letters", _("Lettres"), {"form": form, "rows": rows}, desk, 400 if form.errors else 200)


@require_safe
@organiser
def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One letter, whole."""
    if kind not in LetterNote.Kind.values:
        raise Http404
    desk = desk_or_404(pk)
    return page(request, "letter", _("Aperçu"), {"letter": example(desk, LetterNote.Kind(kind))}, desk)


@transaction.atomic
def _save(desk: RegistrationDesk, said: dict[str, str]) -> None:
    """An empty note is none."""
    for kind, text in said.items():
        if text.strip():
            LetterNote.objects.update_or_create(desk=desk, kind=kind, defaults={"text": text.strip()})
        else:
            LetterNote.objects.filter(desk=desk, kind=kind).delete()
