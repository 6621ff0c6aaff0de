"""The values of an organisation as records tell them, and back."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from cms.models import Theme
from network.models import Organisation, Service, Territory

# What a record may hold that is no field: only remembered.
REMEMBERED = {"legal_entity"}
_COLUMNS = {
    "point": ("latitude", "longitude"),
    "closed_on": ("closed_on", "live"),
    "name": ("name", "folded_name"),  # made of it when the row is saved
}
_REFERENCES = {"commune", "territory", "parent"}


class References:
    """What values refer to, by what stands for it in JSON: a parent by its slug."""

    def __init__(self) -> None:
        self.communes: dict[str, Territory] = {}
        self.territories: dict[str, Territory] = {}
        self.parents: dict[str, Organisation] = {}
        self.themes: dict[str, Theme] = {}

    def of(self, field: str) -> dict[str, Any]:
        held: dict[str, dict[str, Any]] = {
            "commune": self.communes,
            "territory": self.territories,
            "parent": self.parents,
        }
        return held[field]


def columns(field: str) -> tuple[str, ...]:
    """The columns of Organisation that hold a value."""
    return _COLUMNS.get(field, (field,))


def value_of(organisation: Organisation, field: str) -> Any:
    """As a record would tell it, a parent by its slug."""
    if field == "point":
        return list(organisation.point) if organisation.point else None
    value = getattr(organisation, field)
    if field == "commune":
        return value.code if value else ""
    if field == "territory":
        return value.key if value else ""
    if field == "parent":
        return value.slug if value else ""
    if field == "closed_on":
        return value.isoformat() if value else ""
    if field == "themes":
        return sorted(theme.slug for theme in value.all())
    return value


def values_of(organisation: Organisation, fields: Iterable[str]) -> dict[str, Any]:
    return {field: value_of(organisation, field) for field in fields}


def set_value(organisation: Organisation, field: str, value: Any, references: References) -> None:
    """Changes the object, not its row. What closes is not public any more; what opens again is, unless people edit it:
    publishing is theirs then.
    """
    if field == "point":
        organisation.latitude, organisation.longitude = value or (None, None)
    elif field in _REFERENCES:
        setattr(organisation, field, references.of(field)[value] if value else None)
    elif field == "themes":
        organisation.themes.set([references.themes[slug] for slug in value or ()])
    elif field == "closed_on":
        organisation.closed_on = date.fromisoformat(value) if value else None
        if organisation.closed_on and organisation.closed_on <= timezone.localdate():
            organisation.live = False
        elif not organisation.latest_revision_id:
            organisation.live = True
    else:
        setattr(organisation, field, value)


def values_in(content: dict[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """The same of an organisation as Wagtail's revisions keep it; nothing of what it refers to and is gone since."""
    organisation = Organisation.from_serializable_data(content, check_fks=False)
    found = {}
    for field in fields:
        with suppress(ObjectDoesNotExist):
            found[field] = value_of(organisation, field)
    return found


def service_values(service: Service, fields: Iterable[str]) -> dict[str, Any]:
    return {field: getattr(service, field) for field in fields}
