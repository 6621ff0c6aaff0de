"""What an organiser sets: rules, places, questions. Seats that are held are never taken back."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from events.models import HalfDay, Question, Quota, RegistrationDesk
from events.participants import structures
from events.registration.places import MODES
from network.models import Organisation

_LONGEST_HALF_DAY = timedelta(hours=12)


class DeskForm(forms.ModelForm):
    """The rules. Organisations are written one a line: the directory is too long for a list of choices."""

    named = forms.CharField(
        label=gettext_lazy("Structures nommées"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Une par ligne : son nom exact, ou son SIRET quand d’autres portent le même nom."),
    )

    class Meta:
        model = RegistrationDesk
        fields = (
            "opens_at",
            "closes_at",
            "audience",
            "moderated",
            "largest_group",
            "fills_in",
            "offer_hours",
            "contact",
        )
        widgets = {"opens_at": AdminDateTimeInput, "closes_at": AdminDateTimeInput}

    field_order = ["opens_at", "closes_at", "audience", "named"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.organisations.order_by("name", "pk") if self.instance.pk else []
        self.fields["named"].initial = "\n".join(each.siret or each.name for each in known)

    def clean_named(self) -> list[Organisation]:
        found, unknown = [], []
        for typed in filter(None, map(str.strip, self.cleaned_data["named"].splitlines())):
            namesakes = list(structures.called(typed)[:2])
            if len(namesakes) == 1:
                found.append(namesakes[0])
            else:
                unknown.append(_("« %(name)s » (plusieurs) ") % {"name": typed} if namesakes else f"« {typed} »")
        if unknown:
            raise forms.ValidationError(
                _("À préciser : %(names)s. Écrivez le nom exact de l’annuaire, ou le SIRET.")
                % {"names": ", ".join(unknown)}
            )
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("audience") == RegistrationDesk.Audience.ORGANISATIONS and not said.get("named"):
            self.add_error("named", _("Nommez au moins une structure, ou ouvrez l’événement à d’autres personnes."))
        return said

    def save(self, commit: bool = True) -> RegistrationDesk:
        desk: RegistrationDesk = super().save(commit)
        desk.organisations.set(self.cleaned_data["named"])
        return desk


class QuotaForm(forms.ModelForm):
    """Some places; of what kind they are is said once."""

    class Meta:
        model = Quota
        fields = ("kind", "label", "starts_at", "ends_at", "capacity")
        widgets = {"starts_at": AdminDateTimeInput, "ends_at": AdminDateTimeInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["kind"].disabled = True

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        starts, ends = said.get("starts_at"), said.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("La fin est avant le début."))
        capacity = said.get("capacity")
        if capacity is not None and capacity < self.instance.held:
            held = _("%(held)d places sont déjà prises : on ne peut pas descendre plus bas.")
            self.add_error("capacity", held % {"held": self.instance.held})
        if said.get("kind") == Quota.Kind.WORKSHOP and not said.get("label"):
            self.add_error("label", _("Donnez un intitulé à l’atelier."))
        return said


class QuotaFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            new_way = not form.instance.pk and form.cleaned_data.get("kind") in MODES
            if new_way and self.instance.registrations.exists():
                form.add_error("kind", _("Des personnes sont déjà inscrites sans avoir dit comment elles viennent."))
        # Django does not look at the errors of a row to remove: those of the whole are told.
        refused = [form.instance for form in self.deleted_forms if _is_held(form.instance)]
        if refused:
            kept = _("On ne peut plus retirer : %(names)s. Ce sont les places de l’événement, ou on les a demandées.")
            raise forms.ValidationError(kept % {"names": ", ".join(map(str, refused))})


def _is_held(quota: Quota) -> bool:
    return bool(quota.pk) and (quota.kind == Quota.Kind.EVENT or quota.registrations.exists())


class QuestionForm(forms.ModelForm):
    """Something to ask, with what for."""

    class Meta:
        model = Question
        fields = ("label", "purpose", "kind", "choices", "required", "days_kept")
        widgets = {"choices": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("kind") == Question.Kind.CHOICE and not (said.get("choices") or "").strip():
            self.add_error("choices", _("Écrivez les choix, un par ligne."))
        if "kind" in self.changed_data and getattr(self.instance, "answered", False):
            self.add_error("kind", _("Des personnes ont répondu : posez une autre question."))
        return said


class QuestionFormSet(forms.BaseInlineFormSet):
    def get_queryset(self) -> Any:
        return super().get_queryset().annotate(answered=Count("answers"))

    def clean(self) -> None:
        super().clean()
        answered = [form.instance for form in self.deleted_forms if getattr(form.instance, "answered", False)]
        if answered:
            kept = _("Des personnes ont répondu à : %(names)s. Leurs réponses seront effacées à leur date.")
            raise forms.ValidationError(kept % {"names": ", ".join(map(str, answered))})


class HalfDayForm(forms.ModelForm):
    """When attendance is taken."""

    class Meta:
        model = HalfDay
        fields = ("starts_at", "ends_at")
        widgets = {"starts_at": AdminDateTimeInput, "ends_at": AdminDateTimeInput}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        starts, ends = said.get("starts_at"), said.get("ends_at")
        if (
            starts
            and ends
            and not (starts < ends <= starts + _LONGEST_HALF_DAY and self._day(starts) == self._day(ends))
        ):
            self.add_error("ends_at", _("Une demi-journée finit après son début, le même jour."))
        return said

    def _day(self, moment: datetime) -> date:
        """On the clocks of the place, which papers show."""
        return moment.astimezone(ZoneInfo(self.instance.desk.event.zone)).date()


class HalfDayFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        begun = [form.instance for form in self.deleted_forms if form.instance.pk and form.instance.scans.exists()]
        if begun:
            kept = _("Des présences y sont notées, elle reste : %(names)s.")
            raise forms.ValidationError(kept % {"names": ", ".join(map(str, begun))})


QUOTAS = forms.inlineformset_factory(RegistrationDesk, Quota, form=QuotaForm, formset=QuotaFormSet, extra=2)
QUESTIONS = forms.inlineformset_factory(RegistrationDesk, Question, form=QuestionForm, formset=QuestionFormSet, extra=1)
HALF_DAYS = forms.inlineformset_factory(RegistrationDesk, HalfDay, form=HalfDayForm, formset=HalfDayFormSet, extra=2)
