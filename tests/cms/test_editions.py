"""Whatever changes around a page's own text is on the page at the next request."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction, Site

from accounts.models import User
from cms.models import ContentPage, GlossaryTerm, HomePage, SiteSettings
from editions import memory
from tests.support.french import french

pytestmark = pytest.mark.usefixtures("founding")

ADDRESS = "/projets/ser-sip/"


def section(slug: str = "agenda") -> Page:
    return Page.objects.get(slug=slug, depth=3, locale__language_code="fr")


def name_the_site() -> None:
    site = Site.objects.get()
    site.site_name = "Autre nom"
    site.save()


def change_the_tagline() -> None:
    settings = SiteSettings.objects.get()
    settings.tagline = "Autre phrase"
    settings.save()


def define_a_word() -> None:
    GlossaryTerm.objects.create(term="projet", slug="projet", expansion="", definition="Autre définition")


def name_a_section() -> None:
    page = section().specific
    page.title = "Autre titre"
    page.save_revision().publish()


def add_a_section() -> None:
    french(HomePage).add_child(instance=ContentPage(title="Autre page", slug="autre", show_in_menus=True))


def unpublish_a_section() -> None:
    section().unpublish()


def delete_a_section() -> None:
    section().delete()


def close_a_section() -> None:
    PageViewRestriction.objects.create(page=section(), restriction_type=PageViewRestriction.LOGIN)


def move_a_section_away() -> None:
    section().move(section("ressources"), pos="last-child")


ADDS = {
    name_the_site: "Autre nom",
    change_the_tagline: "Autre phrase",
    define_a_word: "Autre définition",
    name_a_section: "Autre titre",
    add_a_section: "Autre page",
}
REMOVES = [unpublish_a_section, delete_a_section, close_a_section, move_a_section_away]


@pytest.mark.parametrize(("change", "words"), ADDS.items(), ids=[change.__name__ for change in ADDS])
def test_what_is_added_shows(
    client: Client, change: Callable[[], None], words: str, django_capture_on_commit_callbacks: Callable
) -> None:
    assert words not in client.get(ADDRESS).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        change()
    assert words in client.get(ADDRESS).content.decode()


def test_a_version_that_comes_back_shows(client: Client, django_capture_on_commit_callbacks: Callable) -> None:
    english = Page.objects.get(slug="ser-sip", locale__language_code="en").specific
    for changed, shown in ((english.unpublish, False), (english.save_revision().publish, True)):
        with django_capture_on_commit_callbacks(execute=True):
            changed()
        assert ('hreflang="en"' in client.get(ADDRESS).content.decode()) is shown


@pytest.mark.parametrize("change", REMOVES, ids=[change.__name__ for change in REMOVES])
def test_what_is_taken_away_is_gone(client: Client, change: Callable[[], None]) -> None:
    menu_entry = 'href="/agenda/"'
    assert menu_entry in client.get(ADDRESS).content.decode()
    change()
    assert menu_entry not in client.get(ADDRESS).content.decode()


def test_a_page_that_closes_is_closed_at_once_and_opens_to_who_joins(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 200
    page = french(Page, slug="ser-sip")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    assert client.get(ADDRESS).status_code == 302
    reader, readers = User.objects.create_user("lectrice"), Group.objects.create(name="Lecteurs")
    reader.groups.add(readers)
    client.force_login(reader)
    listed = 'href="/projets/ser-sip/"'
    assert listed not in client.get("/projets/").content.decode()
    restriction.groups.add(readers)
    assert client.get(ADDRESS).status_code == 200
    assert listed in client.get("/projets/").content.decode()


def test_a_draft_begins_nothing_and_its_publication_does() -> None:
    page = section().specific
    page.title = "Brouillon"
    before = memory.current()
    revision = page.save_revision()
    assert memory.current() == before
    revision.publish()
    assert memory.current() != before


def test_a_language_renamed_is_known_at_once(client: Client) -> None:
    client.get(ADDRESS)
    before = memory.current()
    Locale.objects.get(language_code="en").save()
    assert memory.current() != before
