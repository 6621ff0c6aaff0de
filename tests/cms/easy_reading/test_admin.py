"""Simple versions in the admin: who sees what, and what is told."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import Translation

from accounts.models import User
from cms.models import EasyReading
from network.models import ProjectPage
from tests.support.groups import everywhere_editors


@pytest.fixture
def writer(client: Client, founding: None) -> Client:
    return signed_in(client, everywhere_editors())


@pytest.fixture
def publisher(client: Client, founding: None) -> Client:
    return signed_in(client, "Publicateurs")


def signed_in(client: Client, group: Group | str) -> Client:
    user = User.objects.create_user("membre")
    user.groups.add(Group.objects.get(name=group) if isinstance(group, str) else group)
    client.force_login(user)
    return client


def address(name: str, page: ProjectPage) -> str:
    return reverse(f"easy_reading:{name}", args=[page.pk])


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_the_list_says_what_each_page_says(publisher: Client, simple: ProjectPage) -> None:
    listed = text(publisher, reverse("easy_reading:versions"))
    assert f"{simple.title} publiée En cours de relecture" in listed
    reading = {"readers": "un groupe de lecture", "read_on": timezone.localdate().isoformat()}
    assert publisher.post(address("version", simple), reading).status_code == 302
    assert f"{simple.title} publiée Facile à lire, relu le" in text(publisher, reverse("easy_reading:versions"))


def test_both_texts_stand_side_by_side_with_what_to_look_at(writer: Client, simple: ProjectPage) -> None:
    told = text(writer, address("version", simple))
    assert "Texte complet Lever les freins Version simple Enlever ce qui bloque" in told
    assert "Ergothérapeute – Mot peu courant" in told
    assert "Le glossaire explique déjà" in told


def test_a_writer_records_no_reading(writer: Client, simple: ProjectPage) -> None:
    assert "Enregistrer la relecture" not in text(writer, address("version", simple))
    writer.post(address("version", simple), {"readers": "moi", "read_on": "2026-01-01"})
    assert not EasyReading.objects.exists()


def test_a_reading_is_kept_with_who_noted_it(publisher: Client, simple: ProjectPage) -> None:
    publisher.post(address("version", simple), {"readers": "cinq personnes", "read_on": "2026-01-02"})
    reading = EasyReading.objects.get()
    assert (reading.readers, reading.read_on.isoformat()) == ("cinq personnes", "2026-01-02")
    assert reading.recorded_by == User.objects.get(username="membre")
    assert "cinq personnes, noté par membre" in text(publisher, address("version", simple))


@pytest.mark.parametrize("readers", ["", "cinq personnes"], ids=["nobody", "a day to come"])
def test_a_wrong_reading_is_explained_and_not_kept(publisher: Client, simple: ProjectPage, readers: str) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = publisher.post(address("version", simple), {"readers": readers, "read_on": tomorrow})
    assert answer.status_code == 422
    assert "Cette date est à venir" in answer.content.decode()
    assert tomorrow in answer.content.decode(), "what was typed is kept"
    assert not EasyReading.objects.exists()


def test_nobody_else_sees_a_version(client: Client, simple: ProjectPage) -> None:
    for path in (reverse("easy_reading:versions"), address("version", simple), address("remarks", simple)):
        assert client.get(path).status_code == 302
    elsewhere = User.objects.create_user("ailleurs")
    elsewhere.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(elsewhere)
    assert "Aucune page" in text(client, reverse("easy_reading:versions"))
    for path in (address("version", simple), address("remarks", simple)):
        assert client.get(path).status_code == 302, "back to the start, with Wagtail's refusal"


def test_only_a_simple_version_has_remarks(writer: Client, standard: ProjectPage, simple: ProjectPage) -> None:
    assert writer.get(address("remarks", standard)).status_code == 404
    assert writer.get(reverse("easy_reading:remarks", args=[10**9])).status_code == 404
    assert "phrases sur" in text(writer, address("remarks", simple))


def test_the_forms_of_a_version_show_its_remarks(publisher: Client, standard: ProjectPage, simple: ProjectPage) -> None:
    def form(page: ProjectPage) -> str:
        return publisher.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    asked = re.escape(f'data-easy-reading="{address("remarks", simple)}"')
    assert re.search(asked, form(simple)), "passage by passage"
    Translation.objects.filter(source__object_id=simple.translation_key).update(enabled=False)
    assert re.search(asked, form(simple)), "written apart"
    assert "data-easy-reading" not in form(standard)
