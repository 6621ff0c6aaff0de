"""Conflicts as the rows that people read."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.imports.reports import shown
from network.imports.communes import communes, territories
from network.models import ImportConflict, Organisation, OrganisationKind, Service
from network.phones import dialled
from network.sources import producer_of


def conflict_rows(conflicts: Iterable[ImportConflict]) -> list[dict[str, Any]]:
    """{conflict, field, ours, theirs, source, edit_url}: values in the words of people. Three queries at most."""
    conflicts = list(conflicts)
    names = _names(conflicts)
    edit = Organisation.snippet_viewset.get_url_name("edit")
    return [
        {
            "conflict": each,
            "field": _label(each),
            "ours": _told(each.field, each.ours, names),
            "theirs": _told(each.field, each.theirs, names),
            "source": producer_of(each.source).name,
            "edit_url": reverse(edit, args=[each.organisation_id]),
        }
        for each in conflicts
    ]


def _label(conflict: ImportConflict) -> str:
    if conflict.field == "point":
        return _("Latitude et longitude")
    model = Service if conflict.service_key else Organisation
    try:
        label = capfirst(str(getattr(model._meta.get_field(conflict.field), "verbose_name", conflict.field)))
    except FieldDoesNotExist:
        label = conflict.field
    return f"{label} ({_('service')} {conflict.service_key})" if conflict.service_key else label


def _names(conflicts: Iterable[ImportConflict]) -> dict[str, dict[str, str]]:
    """Those of what values refer to, by field, then by value."""
    told: dict[str, set[str]] = defaultdict(set)
    for each in conflicts:
        told[each.field].update(value for value in (each.ours, each.theirs) if value and isinstance(value, str))
    names: dict[str, dict[str, str]] = {"kind": {value: str(label) for value, label in OrganisationKind.choices}}
    if told["commune"]:
        names["commune"] = {code: str(commune) for code, commune in communes(told["commune"]).items()}
    if told["territory"]:
        names["territory"] = {key: str(territory) for key, territory in territories(told["territory"]).items()}
    if told["parent"]:
        names["parent"] = dict(Organisation.objects.filter(slug__in=told["parent"]).values_list("slug", "name"))
    return names


def _told(field: str, value: Any, names: dict[str, dict[str, str]]) -> str:
    if field == "phone" and value:
        return dialled(value)
    if not isinstance(value, str):
        return shown(value)
    return names.get(field, {}).get(value, value)
