"""Files go to whoever may read a page that gives them, and to nobody else."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission, PageViewRestriction

from accounts.models import User
from resources.models import DownloadCount, LibraryDocument, ResourcePage, ResourceStatus
from resources.serving import downloads, rights
from resources.versions import keep_replaced

from .factories import give, resource_with, stored

pytestmark = pytest.mark.usefixtures("founding")

CONTENT = bytes(range(65, 91)) * 40


@pytest.fixture
def document() -> LibraryDocument:
    return stored(CONTENT, "guide.txt")


@pytest.fixture
def resource(document: LibraryDocument) -> ResourcePage:
    return resource_with(document)


def sent(client: Client, url: str, **headers: str) -> tuple[Any, bytes]:
    """The answer, and what was sent."""
    response = client.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response, content


def status(client: Client, url: str, **headers: str) -> int:
    return sent(client, url, **headers)[0].status_code


def test_a_published_file_is_sent_to_everyone(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    response, content = sent(client, document.url)
    assert (response.status_code, content) == (200, CONTENT)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="guide.txt"'
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_who_has_it_already_is_told_so(client: Client, document: LibraryDocument, resource: ResourcePage) -> None:
    etag = sent(client, document.url)[0]["ETag"]
    assert status(client, document.url, if_none_match=etag) == 304
    assert status(client, document.url, if_none_match='"another"') == 200


def test_a_file_without_a_hash_is_never_taken_for_another(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    LibraryDocument.objects.filter(pk=document.pk).update(file_hash="")
    response, content = sent(client, document.url, if_none_match='""')
    assert (response.status_code, content) == (200, CONTENT) and "ETag" not in response


def test_a_stopped_download_goes_on(client: Client, document: LibraryDocument, resource: ResourcePage) -> None:
    etag = sent(client, document.url)[0]["ETag"]
    rest, content = sent(client, document.url, range="bytes=1000-", if_range=etag)
    assert (rest.status_code, content) == (206, CONTENT[1000:])
    assert rest["Content-Range"] == f"bytes 1000-{len(CONTENT) - 1}/{len(CONTENT)}"
    assert status(client, document.url, range="bytes=5000-") == 416
    # Replaced meanwhile: the rest of the other content would spoil both.
    assert status(client, document.url, range="bytes=1000-", if_range='"another"') == 200


def test_head_says_the_size_and_sends_nothing(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    response = client.head(document.url)
    assert (response["Content-Length"], b"".join(response.streaming_content)) == (str(len(CONTENT)), b"")


@pytest.mark.parametrize("hidden", ["draft", "withdrawn", "unused", "no longer given"])
def test_what_no_published_page_gives_is_not_there(client: Client, document: LibraryDocument, hidden: str) -> None:
    if hidden != "unused":
        page = resource_with(document)
        assert status(client, document.url) == 200
        if hidden == "draft":
            page.unpublish()
        elif hidden == "withdrawn":
            page.status = ResourceStatus.WITHDRAWN
            page.save()
        else:
            give(page)
    for header in ({}, {"if_none_match": f'"{document.file_hash}"'}, {"range": "bytes=0-1"}):
        assert status(client, document.url, **header) == 404


def test_two_pages_give_it_and_one_is_enough(client: Client, document: LibraryDocument, resource: ResourcePage) -> None:
    resource_with(document).unpublish()
    assert status(client, document.url) == 200


def signed_in(client: Client, *groups: Group) -> Client:
    user = User.objects.create_user("lectrice")
    user.groups.set(groups)
    client.force_login(user)
    return client


def test_a_restricted_page_gives_it_to_its_readers(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    group = Group.objects.create(name="Comité")
    restriction = PageViewRestriction.objects.create(page=resource, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(group)
    assert status(client, document.url) == 404
    response, _content = sent(signed_in(client, group), document.url)
    assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"


def test_who_is_in_another_group_has_no_more_than_the_public(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    restriction = PageViewRestriction.objects.create(page=resource, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Comité"))
    assert status(signed_in(client, Group.objects.create(name="Autre")), document.url) == 404


def test_a_shared_password_opens_the_files_too(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    restriction = PageViewRestriction.objects.create(
        page=resource, restriction_type=PageViewRestriction.PASSWORD, password="passe"
    )
    assert status(client, document.url) == 404
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()
    assert status(client, document.url) == 200


def test_a_private_collection_asks_who_reads(client: Client, document: LibraryDocument, resource: ResourcePage) -> None:
    private = Collection.get_first_root_node().add_child(name="Réservé")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    document.collection = private
    document.save()
    assert status(client, document.url) == 302
    response, _content = sent(signed_in(client), document.url)
    assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"


def test_an_editor_sees_what_is_not_published_yet(client: Client, document: LibraryDocument) -> None:
    group = Group.objects.create(name="Documentalistes")
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="choose_document", content_type__app_label="wagtaildocs"),
    )
    response, _content = sent(signed_in(client, group), document.url)
    assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"


def test_the_tests_of_rights_can_fail(
    client: Client, document: LibraryDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the protection, an unpublished file is sent."""
    monkeypatch.setattr(rights, "_given", lambda pages, closed: True)
    assert status(client, document.url) == 200


def replace(document: LibraryDocument, content: bytes, name: str) -> None:
    keep_replaced(document.pk, None)
    other = stored(content, name)
    document.file, document.file_hash, document.file_size = other.file.name, other.file_hash, other.file_size
    document.save()


def test_a_replaced_file_keeps_its_address_and_its_past(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    before, etag = document.url, sent(client, document.url)[0]["ETag"]
    replace(document, b"Nouveau.", "guide-2.txt")
    moved = client.get(before)
    assert (moved.status_code, moved["Location"]) == (302, document.url)
    assert sent(client, document.url)[1] == b"Nouveau."
    assert status(client, document.url, if_none_match=etag) == 200
    [version] = document.versions.all()
    assert sent(client, version.url)[1] == CONTENT
    page = client.get(resource.get_url()).content.decode()
    assert version.url in page and document.url in page


def test_a_past_content_has_the_rights_of_today(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    replace(document, b"Nouveau.", "guide.txt")
    resource.unpublish()
    assert client.get(document.versions.get().url).status_code == 404


def test_a_file_that_is_missing_is_no_error(client: Client, document: LibraryDocument, resource: ResourcePage) -> None:
    document.file.storage.delete(document.file.name)
    assert status(client, document.url) == 404


@pytest.mark.parametrize(
    "path", ["/documents/999999/x.txt", "/documents/0/", "/documents/1/versions/9/x.txt", "/documents/1/vignette.webp"]
)
def test_addresses_that_lead_nowhere(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def counted() -> dict[int, int]:
    downloads.tally.write()
    return dict(DownloadCount.objects.values_list("document", "count"))


def test_downloads_of_a_day_add_up(client: Client, document: LibraryDocument, resource: ResourcePage) -> None:
    sent(client, document.url)
    sent(client, document.url, range="bytes=0-")
    client.head(document.url)
    sent(client, document.url, range="bytes=1000-")
    sent(client, document.url, if_none_match=f'"{document.file_hash}"')
    assert counted() == {document.pk: 2}
    sent(client, document.url)
    assert counted() == {document.pk: 3}
    assert DownloadCount.objects.get().day == timezone.localdate()


def test_those_who_work_here_are_not_counted(client: Client, document: LibraryDocument, resource: ResourcePage) -> None:
    sent(signed_in(client), document.url)
    assert counted() == {}


def test_a_file_deleted_before_the_count_is_written_costs_nothing(
    client: Client, document: LibraryDocument, resource: ResourcePage
) -> None:
    sent(client, document.url)
    give(resource)
    document.delete()
    assert counted() == {}
