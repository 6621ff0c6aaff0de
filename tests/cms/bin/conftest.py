"""A small portal, somebody who moderates it, and a part of it to delete."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Locale, Page, Site

from accounts.models import User
from cms.founding.roles import PUBLISHERS, make_roles
from cms.models import ContentPage, HomePage, SiteMapPage
from tests.support.translations import translate

from .steps import Branch, InEnglish


@pytest.fixture
def home(db: None) -> Iterator[HomePage]:
    """In French, published at the address of the site; English is known."""
    Locale.objects.get_or_create(language_code="en")
    make_roles()
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=HomePage(title="Accueil", slug="accueil", headline="Accueil"))
    Site.objects.update(root_page=page)
    Site.clear_site_root_paths_cache()
    page.add_child(instance=SiteMapPage(title="Plan du site", slug="plan-du-site"))
    yield page
    Site.clear_site_root_paths_cache()


@pytest.fixture
def moderator(home: HomePage) -> User:
    """Whose group may delete pages that have others under them."""
    user = User.objects.create_user("camille", first_name="Camille")
    group = Group.objects.get(name=PUBLISHERS)
    bulk_delete = Permission.objects.get(codename="bulk_delete_page")
    GroupPagePermission.objects.get_or_create(group=group, page=Page.objects.get(depth=1), permission=bulk_delete)
    user.groups.add(group)
    return user


@pytest.fixture
def admin(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def branch(home: HomePage) -> Branch:
    """A published page; under it, one that is published and one that is a draft."""
    top = home.add_child(instance=ContentPage(title="Nos fiches", slug="nos-fiches"))
    read = top.add_child(instance=ContentPage(title="Fiche lue", slug="fiche-lue"))
    draft = top.add_child(instance=ContentPage(title="Fiche en cours", slug="fiche-en-cours", live=False))
    for page in (top, read):
        page.save_revision().publish()
    draft.save_revision()
    return {
        name: ContentPage.objects.get(pk=page.pk) for name, page in (("top", top), ("read", read), ("draft", draft))
    }


@pytest.fixture
def in_english(django_capture_on_commit_callbacks: Callable) -> InEnglish:
    """Publishes the English version of a page; returns it."""

    def publish(page: Page, texts: dict[str, str] | None = None) -> Page:
        with django_capture_on_commit_callbacks(execute=True):
            translate(page, "en", texts or {})
        return Page.objects.get(translation_key=page.translation_key, locale__language_code="en")

    return publish
