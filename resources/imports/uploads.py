"""Files go through the form of the library, whichever way they come: its checks are those of an upload."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from resources.models import LibraryDocument

_LONGEST_TITLE = LibraryDocument._meta.get_field("title").max_length or 0


def collection_of(user: Any) -> Collection | None:
    """The first collection in which `user` (None for a program) may add files."""
    if user is None:
        return Collection.get_first_root_node()
    policy = policy_registry.get_by_type(LibraryDocument)
    return policy.collections_user_has_permission_for(user, "add").order_by("path").first()


def document_form(file: UploadedFile, title: str, user: Any, collection: Collection) -> Any:
    """The form that judges `file` and, once it is valid, saves it."""
    told = {"title": title[:_LONGEST_TITLE], "collection": collection.pk}
    form = get_document_form(LibraryDocument, ["title", "file", "collection"])
    return form(told, {"file": file}, instance=LibraryDocument(uploaded_by_user=user), user=user)


def faults(form: Any) -> str:
    """What is wrong, in one line."""
    return " ".join(str(message) for messages in form.errors.values() for message in messages)
