"""A page as JSON: its fields, its lists, and what they refer to by what a walker makes of it."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .fields import is_to_many, page_fields, row_fields, row_relations
from .links import relinked
from .walking import Item, Walker
from .whitelisting import cleaned


class Leaving(Walker):
    """Makes JSON of a page of this portal."""

    def rich_text(self, html: Any, features: list[str] | None) -> str:
        return relinked(str(html or ""), self.reference)

    def values(self, page: Page) -> dict[str, Any]:
        return {name: self.value(page, field) for name, field in page_fields(page.specific_class).items()}

    def rows(self, page: Page) -> dict[str, list[dict[str, Any]]]:
        """{list: [{key, values}]}, in the order of the page."""
        told = {}
        for name, relation in row_relations(page.specific_class).items():
            fields = row_fields(relation)
            told[name] = [
                {
                    "key": str(row.translation_key) if hasattr(row, "translation_key") else None,
                    "values": {field: self.value(row, each) for field, each in fields.items()},
                }
                for row in getattr(page, name).all()
            ]
        return told

    def value(self, holder: models.Model, field: Any) -> Any:
        if isinstance(field, StreamField):
            stream = getattr(holder, field.name)
            return self.stream(field.stream_block, stream.get_prep_value())
        if isinstance(field, RichTextField):
            return self.rich_text(getattr(holder, field.name), field.features)
        if is_to_many(field):
            found = getattr(holder, field.name).all()
            told = [self.reference(field.related_model, each.pk) for each in found]
            return sorted(reference for reference in told if reference is not None)
        if field.is_relation:
            return self.reference(field.related_model, getattr(holder, field.attname))
        value = getattr(holder, field.name)
        return field.value_to_string(holder) if value is not None and _is_written(field) else value


class Compared(Leaving):
    """For telling whether two states of pages of this portal say the same."""

    def reference(self, model: type[models.Model], value: Any) -> Any:
        return str(value) if value else None

    def rich_text(self, html: Any, features: list[str] | None) -> str:
        """As the editor would save it: spaces between its elements say nothing."""
        return cleaned(super().rich_text(html, features), features)

    def kept(self, block: blocks.Block, item: Item) -> list[Item]:
        """Without its number, which another making of the same block does not have."""
        return [{"type": item["type"], "value": self.walk(block, item["value"])}]


def same_text(page: Page) -> str:
    """Everything that travels of `page`, in one text: equal for pages that say the same."""
    compared = Compared()
    rows = {name: [row["values"] for row in rows] for name, rows in compared.rows(page).items()}
    return json.dumps([compared.values(page), rows], cls=DjangoJSONEncoder, sort_keys=True)


def _is_written(field: Any) -> bool:
    """Whether JSON has no such value: dates, decimals."""
    return isinstance(field, models.DateField | models.TimeField | models.DecimalField)
