"""A resource in the bin gives nothing to the public, and keeps everything."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.bin.restoring import restore
from cms.bin.throwing import put_in_bin
from network.models import ProjectIndexPage, ProjectPage
from resources.catalogue.refreshing import refresh
from resources.imports.identity import keys_of
from resources.imports.known import Known, holder_of
from resources.models import CatalogueEntry, LibraryDocument, ResourceFile, ResourceIndexPage, ResourcePage
from resources.reports.rights import changeable

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("administratrice")


@pytest.fixture
def given(library: ResourceIndexPage, resource: Any) -> tuple[ResourcePage, LibraryDocument]:
    """A published resource that gives a file."""
    document = LibraryDocument(title="Guide", file=ContentFile(b"Un guide.", name="guide.txt"))
    document._set_document_file_metadata()
    document.file.close()
    document.save()
    page = resource(title="Guide des apprentis", slug="guide")
    page.files = [ResourceFile(label="Guide", document=document)]
    page.save_revision().publish()
    return ResourcePage.objects.get(pk=page.pk), document


def test_nothing_is_given_until_it_is_restored(
    client: Client, library: ResourceIndexPage, given: tuple[ResourcePage, LibraryDocument], administrator: User
) -> None:
    page, document = given

    def answers() -> list[int]:
        files = client.get(document.url)
        files.getvalue()
        return [files.status_code, client.get("/ressources/guide/").status_code]

    refresh()
    assert answers() == [200, 200]
    put_in_bin(page, administrator, timezone.now())
    assert answers() == [404, 404]
    refresh()
    assert CatalogueEntry.objects.get(code=page.code).deleted
    assert client.get(f"/r/{page.code}").status_code == 410
    for harvested in ("/oai?verb=ListRecords&metadataPrefix=oai_dc", "/ressources/catalogue.jsonld"):
        assert "Guide des apprentis" not in b"".join(client.get(harvested)).decode()
    restore(page, library, "guide", administrator, timezone.now())
    assert answers() == [200, 200]


def test_reports_and_imports_no_longer_count_it(
    given: tuple[ResourcePage, LibraryDocument], administrator: User
) -> None:
    page, document = given
    keys = keys_of(title=page.title, date="", authors="", doi="", isbn="", urls=[])
    assert changeable(administrator).exists() and Known().find(keys) and holder_of(document.file_hash)
    put_in_bin(page, administrator, timezone.now())
    assert not changeable(administrator).exists() and not Known().find(keys) and not holder_of(document.file_hash)


def test_what_speaks_of_a_page_of_the_bin_still_does_once_saved(
    client: Client, library: ResourceIndexPage, given: tuple[ResourcePage, LibraryDocument], administrator: User
) -> None:
    """A list of projects to choose from keeps the one that was chosen, and offers no other of the bin."""
    home = library.get_parent()
    projects = home.add_child(instance=ProjectIndexPage(title="Projets", slug="projets"))
    chosen, other = (projects.add_child(instance=ProjectPage(title=title)) for title in ("Choisi", "Autre"))
    page, _document = given
    page.projects = [chosen]
    page.save_revision().publish()
    for project in (chosen, other):
        put_in_bin(project, administrator, timezone.now())
    form_class = ResourcePage.get_edit_handler().get_form_class()
    field = form_class(instance=ResourcePage.objects.get(pk=page.pk), for_user=administrator).fields["projects"]
    assert [str(label) for _value, label in field.choices] == ["Choisi (à la corbeille)"]
    assert list(ResourcePage.objects.get(pk=page.pk).projects.values_list("pk", flat=True)) == [chosen.pk]
