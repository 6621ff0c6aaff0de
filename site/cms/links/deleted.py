"""Links to what is deleted stay in texts, yet Wagtail drops them from its index of references: they are put back.

Else nothing would say that a text leads to nothing until somebody saves it again.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.signals import pre_delete
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex


def connect() -> None:
    pre_delete.connect(_deleting, dispatch_uid="cms.links_to_deleted")


def _deleting(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, (Page, get_document_model(), get_image_model())):
        givers = set(ReferenceIndex.get_references_to(instance).values_list("base_content_type", "object_id"))
        if givers:
            transaction.on_commit(partial(_index_again, givers), robust=True)


def _index_again(givers: Iterable[tuple[int, str]]) -> None:
    for kind, number in givers:
        model = ContentType.objects.get_for_id(kind).model_class()
        giver = model._default_manager.filter(pk=number).first() if model else None
        if giver is not None:
            ReferenceIndex.create_or_update_for_object(giver.specific if isinstance(giver, Page) else giver)
