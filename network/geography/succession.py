"""A commune that ends: everything that pointed to it points to its successor."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import Revision

from network.models import Territory


def hand_over(ended: Mapping[int, int]) -> None:
    """Re-attaches all that points to each primary key of `ended` to the other one; the rows themselves stay.

    A link that the successor already has is dropped. Drafts follow too. Call it in a transaction.
    """
    for relation in Territory._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            field: Any = relation.field  # type: ignore[union-attr]
            for old, new in ended.items():
                _repoint(field.model, field.name, old, new)
    _rewrite_drafts(ended)


def _repoint(model: type[models.Model], name: str, old: int, new: int) -> None:
    rows = model._base_manager.filter(**{name: old})
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                rows.filter(pk=pk).update(**{name: new})
        except IntegrityError:
            rows.filter(pk=pk).delete()


def _rewrite_drafts(ended: Mapping[int, int]) -> None:
    """What an editor opens next is the last revision, which names territories by their primary keys."""
    models_with_drafts = {
        model
        for model in ContentType.objects.all()
        if (found := model.model_class()) and hasattr(found, "latest_revision") and _points(found)
    }
    for content_type in models_with_drafts:
        model: Any = content_type.model_class()
        latest = model._base_manager.exclude(latest_revision=None).values("latest_revision")
        for revision in Revision.objects.filter(pk__in=latest).iterator(chunk_size=500):
            before = json.dumps(revision.content)
            _retarget(model, revision.content, ended)
            if json.dumps(revision.content) != before:
                Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _points(model: type[models.Model]) -> bool:
    """Whether `model`, or what is edited inside it, points to a territory."""
    own = any(field.related_model is Territory for field in _pointers(model))
    return own or any(_points(child.related_model) for child in get_all_child_relations(model))


def _pointers(model: type[models.Model]) -> list[Any]:
    return [*model._meta.fields, *model._meta.many_to_many]


def _retarget(model: type[models.Model], content: dict[str, Any], ended: Mapping[int, int]) -> None:
    for field in _pointers(model):
        value = content.get(field.name)
        if field.related_model is not Territory or value is None:
            continue
        if isinstance(value, list):
            content[field.name] = list(dict.fromkeys(ended.get(pk, pk) for pk in value))
        else:
            content[field.name] = ended.get(value, value)
    for child in get_all_child_relations(model):
        for row in content.get(child.get_accessor_name()) or ():
            _retarget(child.related_model, row, ended)
