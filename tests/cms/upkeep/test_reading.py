"""A page is read again: who says it, where it shows, and what it leaves alone."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from cms.models import ContentPage, Upkeep
from network.models import ProjectPage
from tests.support.french import french
from tests.support.sql import recorded_sql

from .making import editor, free_page, home

pytestmark = pytest.mark.usefixtures("founding")


def press(client: Client, page: Any) -> Any:
    return client.post(reverse("upkeep:read_again", args=[page.pk]), follow=True)


def form_of(client: Client, page: Any) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser")


def posted(soup: BeautifulSoup) -> dict[str, Any]:
    """What a browser sends of the form of a page."""
    form = soup.find("form", id="page-edit-form") or soup.find("form", attrs={"data-edit-form": True})
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        if not field.get("name") or field.get("form") or field.get("type") in ("checkbox", "submit"):
            continue
        chosen = field.find("option", selected=True) if field.name == "select" else None
        value = field.get("value", "") if field.name == "input" else field.text
        data[field["name"]] = chosen["value"] if chosen else ("" if field.name == "select" else value)
    return data


def told(client: Client, page: Any) -> str:
    line = BeautifulSoup(client.get(page.get_url()).content, "html.parser").find(class_="read-on")
    return line.get_text(strip=False) if line else ""


def test_reading_leaves_versions_alone_and_tells_readers(client: Client) -> None:
    camille = editor()
    client.force_login(camille)
    page = free_page("Tarifs", camille, reminders=2, reminded_on=date(2026, 1, 1))
    before = Page.objects.get(pk=page.pk)
    assert told(Client(), page) == ""
    answer = press(client, page)
    assert "« Tarifs » est notée comme relue aujourd’hui." in answer.content.decode()
    after = Page.objects.get(pk=page.pk)
    assert (after.latest_revision_id, after.last_published_at) == (before.latest_revision_id, before.last_published_at)
    upkeep = Upkeep.objects.get(page=page)
    assert (upkeep.read_on, upkeep.reminders, upkeep.reminded_on) == (timezone.localdate(), 0, None)
    entry = PageLogEntry.objects.get(page=page.pk, action="cms.read_again")
    assert entry.user == camille
    assert told(Client(), page).startswith("Relu le ")
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Relue, rien à changer" in history


def test_a_draft_published_later_keeps_the_day(client: Client) -> None:
    page: Any = free_page("Tarifs")
    page.title = "Tarifs de demain"
    draft = page.save_revision()
    client.force_login(editor())
    press(client, page)
    draft.publish()
    assert Upkeep.objects.get(page=page).read_on == timezone.localdate()


def test_who_may_not_change_a_page_may_not_say_it_was_read(client: Client) -> None:
    page = free_page("Tarifs")
    client.force_login(editor(below=french(ProjectPage, slug="pcti")))
    press(client, page)
    assert not Upkeep.objects.exclude(read_on=None).exists()
    Client().post(reverse("upkeep:read_again", args=[page.pk]))
    assert not Upkeep.objects.exclude(read_on=None).exists()


def test_what_is_not_followed_has_no_button(client: Client) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    draft: Any = home().add_child(instance=ContentPage(title="Brouillon", live=False))
    for page in (
        draft,
        french(Page, slug="documents-pcti"),
        Page.objects.get(title="Accueil", locale__language_code="fr-simple"),
    ):
        assert press(client, page).status_code == 404
        assert "upkeep-read" not in str(form_of(client, page))


def test_each_followed_type_shows_its_panel(client: Client) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    for slug in ("pcti", "contact", "agenda", "annuaire"):
        soup = form_of(client, Page.objects.filter(slug=slug, locale__language_code="fr").get())
        button = soup.find("button", string="Relue aujourd’hui, rien à changer")
        # A form of its own, which stands outside that of the page.
        outside = soup.find("form", id=button["form"])
        assert outside and not outside.find_parent("form")


@pytest.mark.parametrize("ticked", [True, False])
def test_publishing_is_a_reading_for_who_says_so(client: Client, ticked: bool) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    page = free_page("Tarifs")
    data = posted(form_of(client, page)) | {"title": "Tarifs de 2026", "action-publish": "oui", "body-count": "0"}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | ({"upkeep-read": "oui"} if ticked else {}))
    assert ContentPage.objects.get(pk=page.pk).title == "Tarifs de 2026"
    assert Upkeep.objects.filter(page=page, read_on=timezone.localdate()).exists() is ticked


def test_the_keeper_is_one_who_may_change_the_page(client: Client) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    page, camille = free_page("Tarifs"), editor()
    stranger = User.objects.create_user("inconnue")
    address = reverse("upkeep:settings", args=[page.pk])
    assert "Comme les pages de ce genre : tous les ans" in client.get(address).content.decode()
    assert client.post(address, {"keeper": stranger.pk, "every": "24"}).status_code == 422
    assert client.post(address, {"keeper": camille.pk, "every": "7"}).status_code == 422
    client.post(address, {"keeper": camille.pk, "every": "24"})
    assert Upkeep.objects.get(page=page).keeper == camille
    client.post(address, {"keeper": "", "every": ""})
    upkeep = Upkeep.objects.get(page=page)
    assert (upkeep.keeper, upkeep.every) == (None, None)


def test_the_line_costs_readers_nothing_and_lists_have_none(client: Client) -> None:
    page = free_page("Tarifs", read_on=date(2026, 11, 3))
    listing = Page.objects.get(slug="annuaire", locale__language_code="fr")
    Upkeep.objects.create(page=listing, read_on=date(2026, 11, 3))
    bare = free_page("Horaires")
    costs = []
    for each in (page, bare):
        client.get(each.get_url())
        with recorded_sql() as statements:
            client.get(each.get_url())
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 12
    assert told(client, page) == "Relu le 3 novembre 2026"
    assert told(client, listing.specific) == ""
