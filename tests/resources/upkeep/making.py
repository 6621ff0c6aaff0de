"""Resources to keep true, in the founding library."""

from typing import Any

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import User
from resources.models import LibraryDocument, ResourceFile, ResourceIndexPage, ResourceKind, ResourcePage


def library() -> Page:
    return ResourceIndexPage.objects.get(locale__language_code="fr")


def resource(title: str, *urls: str, documents: tuple[LibraryDocument, ...] = (), **values: Any) -> ResourcePage:
    """A published resource that gives these addresses and files, published as the admin does."""
    page: Any = library().add_child(instance=ResourcePage(title=title, kind=ResourceKind.GUIDE, **values))
    page.files = [ResourceFile(label=url[:150], url=url) for url in urls]
    page.files.add(*[ResourceFile(label=document.title, document=document) for document in documents])
    if page.live:
        page.save_revision().publish()
    else:
        page.save_revision()
    return ResourcePage.objects.get(pk=page.pk)


def file(title: str, **values: Any) -> LibraryDocument:
    document = LibraryDocument(title=title, file=ContentFile(title.encode(), name="fichier.txt"), **values)
    document._set_document_file_metadata()
    document.file.close()
    document.save()
    return document


def editor(name: str = "camille", *, below: Page | None = None, may: str = "change_page", email: str = "") -> User:
    """Somebody of the admin who has the right `may` on pages below `below`, on none without it."""
    user = User.objects.create_user(name, email=email, password=None)
    group = user.groups.create(name=f"Groupe de {name}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if below:
        GroupPagePermission.objects.create(group=group, page=below, permission=_permission(may))
    return user


def may_change_files(user: User, collection: Collection) -> None:
    group = user.groups.get()
    GroupCollectionPermission.objects.create(
        group=group, collection=collection, permission=_permission("change_document")
    )


def _permission(codename: str) -> Permission:
    return Permission.objects.get(codename=codename)
