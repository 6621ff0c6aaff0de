"""Small, valid pieces of the library."""

from typing import Any

import factory
from django.core.files.base import ContentFile
from wagtail.models import Page
from wagtail_factories import PageFactory

from resources.models import LibraryDocument, ResourceFile, ResourceIndexPage, ResourceKind, ResourcePage


class ResourcePageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Ressource {n}")
    kind = ResourceKind.GUIDE

    class Meta:
        model = ResourcePage


def library() -> Page:
    """The page of the founding content that resources are under."""
    return ResourceIndexPage.objects.get(locale__language_code="fr")


def stored(content: bytes, name: str, **values: Any) -> LibraryDocument:
    """A file of the library, kept as it is: forms would look into it."""
    document = LibraryDocument(title=name, file=ContentFile(content, name=name), **values)
    document._set_document_file_metadata()
    document.file.close()
    document.save()
    return document


def give(page: ResourcePage, *documents: LibraryDocument) -> None:
    """Make `documents` the only files of `page`."""
    page.files = [ResourceFile(label=document.title, document=document) for document in documents]  # type: ignore[misc]
    page.save()


def resource_with(*documents: LibraryDocument, **values: Any) -> ResourcePage:
    """A resource of the founding library that gives `documents`."""
    page = ResourcePageFactory(parent=library(), **values)
    give(page, *documents)
    return page
