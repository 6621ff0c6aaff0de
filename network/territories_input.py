"""Several territories in a form of the admin: France has too many for a list of choices."""

import re
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

# « Saint-Nazaire (44184) », « Normandie (région) ».
_NAMED = re.compile(r"^(?P<name>.+?)\s*\((?P<told>[^()]+)\)$")


class TerritoriesInput(forms.Textarea):
    """One territory a line, as the portal writes it; what is no territory stays as typed, and the field refuses it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        example = _("Un par ligne, par exemple : Saint-Nazaire (44184)")
        super().__init__({"rows": 4, "placeholder": example, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        asked = [str(each) for each in value or ()]
        numbers = [int(each) for each in asked if each.isdigit()]
        in_order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(numbers)), default=0)
        found = _territories().filter(pk__in=numbers).order_by(in_order) if numbers else ()
        return "\n".join([*map(str, found), *(each for each in asked if not each.isdigit())])

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        lines = [line.strip() for line in (data.get(name) or "").splitlines()]
        return [_meant(line) for line in lines if line]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


def _territories() -> Any:
    return apps.get_model("network", "Territory").objects.all()


def _meant(line: str) -> str:
    """The primary key of the one territory that `line` names, else `line`."""
    named = _NAMED.match(line)
    if named and named["told"] == "région":
        found = _territories().filter(kind="region", name__iexact=named["name"])
    elif named:
        found = _territories().filter(code__iexact=named["told"], name__iexact=named["name"]).exclude(kind="region")
    else:
        area, code = Q(kind="secteur", name__iexact=line), Q(code__iexact=line) & ~Q(kind__in=("region", "secteur"))
        found = _territories().filter(area | code)
    one = list(found.order_by("pk").values_list("pk", flat=True)[:2])
    if len(one) == 1:
        return str(one[0])
    return f"{line} ?" if line.isdigit() else line  # no number passes for a primary key
