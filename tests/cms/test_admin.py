"""The administration as the people of the network meet it: in French, on every screen they need."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from wagtail.models import Page, Workflow

from accounts.models import User
from cms.models import GlossaryTerm, Theme
from network.models import Organisation, ProjectIndexPage, ProjectPage, Territory
from tests.support.french import french

pytestmark = pytest.mark.usefixtures("founding")


def member(group: str) -> User:
    user = User.objects.create_user(f"membre-{group}")
    user.groups.add(Group.objects.get(name=group))
    return user


def test_the_way_in_is_in_french(client: Client) -> None:
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Espace de rédaction" in page
    assert "Mot de passe" in page and "Password" not in page


@pytest.mark.parametrize("group", ["Éditeurs", "Modérateurs"])
def test_each_role_reaches_what_it_works_on(client: Client, group: str) -> None:
    client.force_login(member(group))
    assert "Passerelles" in client.get(reverse("wagtailadmin_home")).content.decode()
    for model in (Organisation, Territory, GlossaryTerm, Theme):
        viewset = model.snippet_viewset
        listing = client.get(reverse(viewset.get_url_name("list")), {"q": "a"})
        assert listing.status_code == 200, model
        edit = client.get(reverse(viewset.get_url_name("edit"), args=[model.objects.first().pk]))
        assert edit.status_code == 200, model
    for page in Page.objects.filter(depth__gt=1).order_by("path"):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200, page


def test_organisations_are_filtered_by_kind(client: Client) -> None:
    client.force_login(member("Éditeurs"))
    listing = client.get(reverse(Organisation.snippet_viewset.get_url_name("list")), {"kind": "geiq"})
    found = {organisation.slug for organisation in listing.context["object_list"]}
    assert found == {"geiq-peps", "geiq-proprete-normandie"}


def test_an_editor_writes_and_a_moderator_publishes() -> None:
    project = french(ProjectPage, slug="pcti")
    assert project.get_workflow() == Workflow.objects.get()
    assert not project.permissions_for_user(member("Éditeurs")).can_publish()
    assert project.permissions_for_user(member("Modérateurs")).can_publish()


def test_only_projects_go_under_projects() -> None:
    assert ProjectIndexPage.allowed_subpage_models() == [ProjectPage]


OURS = ("cms", "events", "mail", "network", "resources", "search")


def own_screens(patterns: list[Any], start: str = "") -> Iterator[str]:
    """The addresses under `patterns`, without a number to fill in, of screens that this project adds."""
    for pattern in patterns:
        address = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from own_screens(pattern.url_patterns, address)
        elif "<" not in address and "(" not in address and pattern.callback.__module__.split(".")[0] in OURS:
            yield address


def test_each_screen_of_ours_has_one_title_of_the_first_level(client: Client) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    admin = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "admin/"]
    titles = {}
    for address in own_screens(admin, "/"):
        answer = client.get(address)
        if answer.status_code == 200 and b"</html>" in answer.content:
            titles[address] = len(BeautifulSoup(answer.content, "html.parser").find_all("h1"))
    assert len(titles) > 10
    assert {address for address, count in titles.items() if count != 1} == set()
