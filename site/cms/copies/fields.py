"""Which fields of a page travel: what an editor may type, and nothing else."""

from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from .references import left_behind

_OF_EVERY_PAGE = ("title", "seo_title", "search_description", "show_in_menus")
_OF_ROWS = {"sort_order", "translation_key", "locale"}


@cache
def page_fields(model: type[Page]) -> dict[str, Any]:
    """{name: field}, without the slug, which depends on the place."""
    fields = {name: model._meta.get_field(name) for name in _OF_EVERY_PAGE}
    own = [*model._meta.fields, *model._meta.many_to_many]
    base = {field.name for field in [*Page._meta.fields, *Page._meta.many_to_many]}
    fields |= {field.name: field for field in own if field.name not in base and _travels(field)}
    return {name: field for name, field in fields.items() if name not in left_behind(model)}


@cache
def row_relations(model: type[Page]) -> dict[str, Any]:
    """{name: relation} of the lists of a page; comments, which editors sign, stay."""
    of_pages = {relation.get_accessor_name() for relation in get_all_child_relations(Page)}
    relations = {relation.get_accessor_name(): relation for relation in get_all_child_relations(model)}
    return {name: relation for name, relation in relations.items() if name not in of_pages}


@cache
def row_fields(relation: Any) -> dict[str, Any]:
    fields = relation.related_model._meta.fields
    return {
        field.name: field
        for field in fields
        if field.name not in _OF_ROWS and field.name != relation.field.name and _travels(field)
    }


def _travels(field: Any) -> bool:
    if field.primary_key or not field.editable or (field.remote_field and field.remote_field.parent_link):
        return False
    return not (field.is_relation and issubclass(field.related_model, get_user_model()))


def is_to_many(field: Any) -> bool:
    return isinstance(field, models.ManyToManyField)
