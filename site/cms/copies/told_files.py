"""Images and documents as a file tells them: what is said beside their bytes, and the forms that judge them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection
from wagtail.permissions import policy_registry

IMAGE, DOCUMENT = "image", "document"
_IMAGE_FACTS = ("description", "credit", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def kind_of_file(model: type[models.Model]) -> str | None:
    """`IMAGE`, `DOCUMENT`, or None for what is no file."""
    return {get_image_model(): IMAGE, get_document_model(): DOCUMENT}.get(model)


def model_of(kind: str) -> Any:
    return get_image_model() if kind == IMAGE else get_document_model()


def about(kind: str, instance: Any) -> dict[str, Any]:
    """What travels beside the bytes. Whoever uploaded it, and where it was filed, do not."""
    facts = {name: getattr(instance, name, None) for name in _IMAGE_FACTS} if kind == IMAGE else {}
    return {"title": instance.title} | facts


def may_travel(kind: str, instance: Any) -> bool:
    """Not what only some people may read: nothing would keep it from the others elsewhere."""
    return kind == IMAGE or not instance.collection.get_view_restrictions().exists()


def same_bytes(kind: str, sha1: str) -> Any:
    """The file of this portal with this content, None without one."""
    found: QuerySet[Any] = model_of(kind).objects.filter(file_hash=sha1).order_by("pk")
    return next((each for each in found if may_travel(kind, each)), None)


def collection_for(kind: str, user: Any) -> Collection | None:
    """The first collection in which `user` (None for a program) may add such files."""
    if user is None:
        return Collection.get_first_root_node()
    policy = policy_registry.get_by_type(model_of(kind))
    found: QuerySet[Collection] = policy.collections_user_has_permission_for(user, "add")
    return found.order_by("path").first()


def file_form(kind: str, file: UploadedFile, told: dict[str, Any], user: Any, collection: Collection) -> forms.Form:
    """The form of an upload: its checks are those of somebody who chooses the file in the admin."""
    model = model_of(kind)
    of_image = kind == IMAGE
    form = get_image_form(model) if of_image else get_document_form(model, ["title", "file", "collection"])
    data = {name: told.get(name) for name in ("title", *(_IMAGE_FACTS if of_image else ()))}
    data["collection"] = collection.pk
    made: forms.Form = form(data, {"file": file}, instance=model(uploaded_by_user=user), user=user)
    return made


def faults(form: forms.Form) -> str:
    """What is wrong, in one line."""
    return " ".join(str(message) for messages in form.errors.values() for message in messages)
