"""The permanent address: it leads to the page, or says that it left."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from accounts.models import User
from resources.catalogue import refresh
from resources.models import CatalogueEntry, ResourceIndexPage, ResourcePage

Make = Callable[..., ResourcePage]
ENDS = ["", "/citation.bib", "/citation.ris", "/citation.json"]
every_end = pytest.mark.parametrize("end", ENDS)


def test_it_follows_the_page(client: Client, resource: Make) -> None:
    page = resource()
    page.slug = "autre-adresse"
    page.save()
    assert client.get(page.permanent_path).url.endswith("/ressources/autre-adresse/")
    assert client.get(page.permanent_path.upper().replace("/R/", "/r/")).url.endswith("/ressources/autre-adresse/")


@every_end
@pytest.mark.parametrize("noticed", [True, False])
def test_what_left_is_told_with_its_title_and_what_to_do(
    client: Client, resource: Make, end: str, noticed: bool
) -> None:
    page = resource(title="Guide <b>ancien</b>")
    refresh()
    page.unpublish()
    if noticed:
        refresh()
        CatalogueEntry.objects.update(datestamp="2026-06-30T23:30:00Z")
    answer = client.get(page.permanent_path + end)
    assert answer.status_code == 410
    main = BeautifulSoup(answer.content, "html.parser").main
    assert main.find(class_="lead").text == "Guide <b>ancien</b>"
    assert ("le 1er juillet 2026" in main.text) is noticed  # the day in Paris
    assert main.find("a", href="/ressources/")
    assert main.find("form", action="/recherche/")
    assert client.get(page.permanent_path + end).status_code == 410


@every_end
def test_what_was_never_public_is_unknown(client: Client, resource: Make, end: str) -> None:
    draft, closed = resource(live=False), resource()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    refresh()
    client.force_login(User.objects.create_superuser("editrice"))
    for code in (draft.code, closed.code, "0" * 8, "x"):
        assert client.get(f"/r/{code}{end}").status_code == 404


def test_what_is_back_is_found_again(client: Client, resource: Make) -> None:
    page = resource()
    refresh()
    page.unpublish()
    refresh()
    page.save_revision().publish()
    assert client.get(page.permanent_path).status_code == 302


def test_an_extension_that_there_is_not_is_unknown(client: Client, resource: Make) -> None:
    assert client.get(f"{resource().permanent_path}/citation.exe").status_code == 404
    assert ResourceIndexPage.objects.exists()
