"""Links inside revisions: a draft names other objects by primary key, which the database does not follow."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.models import Revision, RevisionMixin


def repoint(model: type[models.Model], old: Any, new: Any) -> int:
    """Let every draft that names the `model` object `old` name `new`; how many revisions changed.

    Only what may still be published: the latest revision of each object, and the scheduled ones.
    """
    changed = 0
    for holder in _holders(model):
        types = ContentType.objects.get_for_models(holder, for_concrete_models=False).values()
        latest = holder._default_manager.order_by().values("latest_revision")
        usable = Q(pk__in=latest) | Q(approved_go_live_at__isnull=False)
        for revision in Revision.objects.filter(usable, content_type__in=types).order_by("pk").iterator(200):
            if _repointed(revision.content, holder, model, old, new):
                revision.save(update_fields=["content"])
                changed += 1
    return changed


def drafts_needing(record: models.Model) -> Iterator[models.Model]:
    """What has a draft that could not be opened any more without `record`: it is protected there, as once published."""
    model = type(record)
    for holder in _holders(model):
        types = ContentType.objects.get_for_models(holder, for_concrete_models=False).values()
        latest = holder._default_manager.order_by().values("latest_revision")
        drafts = Revision.objects.filter(pk__in=latest, content_type__in=types)
        naming = drafts.annotate(text=Cast("content", models.TextField())).filter(text__contains=f'": {record.pk}')
        for revision in naming.order_by("pk").iterator(200):
            if _needs(revision.content, holder, model, record.pk) and revision.object_id != str(record.pk):
                yield revision.content_object


def _needs(content: dict[str, Any], holder: type[models.Model], model: type[models.Model], pk: Any) -> bool:
    protected = [
        field for field in _links(holder, model) if getattr(field.remote_field, "on_delete", None) is models.PROTECT
    ]
    if any(content.get(field.name) == pk for field in protected):
        return True
    rows = ((relation, row) for relation in get_all_child_relations(holder) for row in _rows(content, relation))
    return any(_needs(row, relation.related_model, model, pk) for relation, row in rows)


def _rows(content: dict[str, Any], relation: Any) -> list[dict[str, Any]]:
    return content.get(relation.get_accessor_name()) or []


def _holders(model: type[models.Model]) -> Iterator[type[models.Model]]:
    """The models with revisions that may name a `model`, themselves or in their lists."""
    for holder in apps.get_models():
        if issubclass(holder, RevisionMixin) and not holder._meta.proxy:
            parts = [relation.related_model for relation in get_all_child_relations(holder)]
            if any(_links(each, model) for each in [holder, *parts]):
                yield holder


def _links(holder: type[models.Model], model: type[models.Model]) -> list[models.Field]:
    fields = [*holder._meta.concrete_fields, *holder._meta.many_to_many]
    return [field for field in fields if field.related_model is model]


def _repointed(
    content: dict[str, Any], holder: type[models.Model], model: type[models.Model], old: Any, new: Any
) -> bool:
    changed = False
    for field in _links(holder, model):
        held = content.get(field.name)
        if isinstance(field, ParentalManyToManyField) and held and old in held:
            content[field.name] = list(dict.fromkeys(new if each == old else each for each in held))
            changed = True
        elif held == old and held is not None:
            content[field.name] = new
            changed = True
    for relation in get_all_child_relations(holder):
        for row in content.get(relation.get_accessor_name(), ()):
            changed |= _repointed(row, relation.related_model, model, old, new)
    return changed
