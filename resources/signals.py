"""What follows a file that is saved, replaced or deleted."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published
from wagtail.tasks import delete_file_from_storage_task

from mail.signals import refused_for_good

from .models import DocumentVersion, FileReading, LibraryDocument, ResourcePage, Waiting
from .tasks import request_reading, tell_waiting


def connect() -> None:
    post_save.connect(_file_saved, LibraryDocument, dispatch_uid="resources.file_saved")
    refused_for_good.connect(_address_refused, dispatch_uid="resources.address_refused")
    page_published.connect(_published, ResourcePage, dispatch_uid="resources.published")
    for model, field in ((DocumentVersion, "file"), (FileReading, "thumbnail")):
        post_delete.connect(
            _deleting(field), model, weak=False, dispatch_uid=f"resources.{model._meta.model_name}_deleted"
        )


def _file_saved(sender: type[Model], instance: LibraryDocument, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(request_reading, robust=True)


def _published(sender: type[Model], instance: ResourcePage, **kwargs: Any) -> None:
    if Waiting.objects.filter(resource=instance).exists():
        transaction.on_commit(tell_waiting.enqueue, robust=True)


def _address_refused(sender: Any, about: str, **kwargs: Any) -> None:
    """An address that its server refuses for good waits for nothing."""
    number = about.removeprefix(Waiting.KEY)
    if number != about:
        Waiting.objects.filter(pk=int(number)).delete()


def _deleting(field: str) -> Any:
    """Removes the file of a row that is no more, once that is sure."""

    def delete(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        file = getattr(instance, field)
        if file:
            name, storage = file.name, file.storage.deconstruct()
            transaction.on_commit(lambda: delete_file_from_storage_task.enqueue(storage, name))

    return delete
