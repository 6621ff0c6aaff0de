"""A record that something names is not deleted, or its uses are told first; nothing fails."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from cms.models import Theme
from network.models import Organisation, ProjectIndexPage, ProjectPage, ProjectPartner
from resources.models import ResourceIndexPage, ResourceKind, ResourcePage
from tests.cms.bin.steps import words

from .factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("administratrice"))
    return client


def address(record: Any) -> str:
    return reverse(record.snippet_viewset.get_url_name("delete"), args=[record.pk])


def together(record: Any) -> str:
    names = [record._meta.app_label, record._meta.model_name, "delete"]
    return reverse("wagtail_bulk_action", args=names) + f"?id={record.pk}"


@pytest.fixture
def project(db: None) -> Any:
    projects = Page.objects.get(depth=2).add_child(instance=ProjectIndexPage(title="Projets", slug="projets"))
    return projects.add_child(instance=ProjectPage(title="Un projet"))


@pytest.mark.parametrize("published", [True, False], ids=["published", "draft"])
@pytest.mark.parametrize("door", [address, together], ids=["alone", "together"])
def test_an_organisation_that_a_project_names_stays(admin: Client, project: Any, door: Any, published: bool) -> None:
    organisation = OrganisationFactory()
    project.partners = [ProjectPartner(organisation=organisation)]
    revision = project.save_revision()
    if published:
        revision.publish()
    told = words(admin.get(door(organisation)))
    assert "Un projet" in told and "Oui, supprimer" not in told
    assert admin.post(door(organisation)).status_code == 409
    assert Organisation.objects.filter(pk=organisation.pk).exists()
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[project.pk])).status_code == 200


@pytest.mark.parametrize("door", [address, together], ids=["alone", "together"])
def test_an_organisation_that_nothing_names_goes(admin: Client, door: Any) -> None:
    organisation = OrganisationFactory()
    assert admin.post(door(organisation)).status_code == 302
    assert not Organisation.objects.filter(pk=organisation.pk).exists()


def test_what_a_theme_will_be_taken_from_is_told(admin: Client) -> None:
    theme = Theme.objects.create(name="Emploi", slug="emploi")
    library = Page.objects.get(depth=2).add_child(instance=ResourceIndexPage(title="Ressources", slug="ressources"))
    page = library.add_child(instance=ResourcePage(title="Guide", slug="guide", kind=ResourceKind.GUIDE))
    page.themes = [theme]
    page.save_revision().publish()
    assert "Supprimer « Emploi » l’ôtera de : « Guide »." in words(admin.get(address(theme)))
    admin.post(address(theme))
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
