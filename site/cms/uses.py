"""What names a record: what the database itself knows, without waiting for Wagtail's index."""

from dataclasses import dataclass
from typing import Any

from django.db.models import PROTECT, Model
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder


@dataclass(frozen=True)
class Use:
    """Something that names the record: `url` is where it is changed, "" when that is nowhere or not allowed.

    `keeps`: the record cannot be deleted as long as it does; otherwise deleting only takes the name away.
    """

    title: str
    kind: str
    url: str
    keeps: bool


def uses_of(record: Model, user: Any) -> list[Use]:
    """What names `record`, by title. Its own parts are not told."""
    finder = AdminURLFinder(user)
    found = set()
    for relation in record._meta.related_objects:
        keeps = getattr(relation, "on_delete", None) is PROTECT
        model: Any = relation.related_model
        for row in model._base_manager.filter(**{relation.field.name: record.pk}).order_by("pk"):
            use = use_by(_whole(row), finder, keeps=keeps)
            if keeps or use.url:
                found.add(use)
    return sorted(found, key=lambda use: (not use.keeps, use.title))


def use_by(holder: Model, finder: AdminURLFinder, *, keeps: bool) -> Use:
    kind = str(capfirst(holder._meta.verbose_name or ""))
    return Use(str(holder), kind, finder.get_edit_url(holder) or "", keeps)


def _whole(row: Model) -> Model:
    """What an editor opens to change that row: a line of a page is changed on its page."""
    parent = next((field for field in row._meta.get_fields() if isinstance(field, ParentalKey)), None)
    return getattr(row, parent.name) if parent else row
