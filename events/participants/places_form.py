"""How one comes, and to what."""

from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.models import Quota, RegistrationDesk
from events.registration.places import MODES, WrongPlaces, chosen


class PlacesForm(forms.Form):
    """`held`: the numbers of the quotas of who comes already; `chosen`: those asked for, once it is valid."""

    def __init__(self, *args: Any, desk: RegistrationDesk, held: frozenset[int] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quotas = list(desk.quotas.all())
        self._offer_modes(held)
        self._offer_workshops(held)

    def _offer_modes(self, held: frozenset[int]) -> None:
        if modes := [quota for quota in self.quotas if quota.kind in MODES]:
            self.fields["venue"] = forms.TypedChoiceField(
                label=_("Comment venez-vous ?"),
                choices=[(quota.pk, capfirst(str(quota))) for quota in modes],
                coerce=int,
                widget=forms.RadioSelect,
                initial=next((quota.pk for quota in modes if quota.pk in held), None),
                error_messages={"required": _("Dites si vous venez sur place ou si vous suivez à distance.")},
            )

    def _offer_workshops(self, held: frozenset[int]) -> None:
        workshops = [quota for quota in self.quotas if quota.kind == Quota.Kind.WORKSHOP]
        # Told before anything is known of the person: whether they are registered already changes no answer.
        open_ones = [quota for quota in workshops if quota.free != 0 or quota.pk in held]
        full = [str(quota) for quota in workshops if quota not in open_ones]
        if workshops:
            self.fields["ateliers"] = forms.TypedMultipleChoiceField(
                label=_("Ateliers"),
                choices=[(quota.pk, _with_hours(quota)) for quota in open_ones],
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[quota.pk for quota in open_ones if quota.pk in held],
                help_text=_("Complet : %(names)s.") % {"names": ", ".join(full)} if full else "",
                error_messages={
                    "invalid_choice": _("Un des ateliers choisis n’a plus de place : choisissez-en un autre.")
                },
            )

    @property
    def chosen(self) -> frozenset[int]:
        mode = self.cleaned_data.get("venue")
        return frozenset([*([mode] if mode else []), *self.cleaned_data.get("ateliers", [])])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                chosen(self.quotas, self.chosen)
            except WrongPlaces as wrong:
                self.add_error("ateliers" if "ateliers" in self.fields else "venue", str(wrong))
        return cleaned


def _with_hours(quota: Quota) -> str:
    if quota.starts_at is None:
        return str(quota)
    hour = formats.time_format(timezone.localtime(quota.starts_at), _("G \\h i"))
    return f"{quota} ({hour})"
