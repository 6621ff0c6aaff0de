"""Links of every page and record: outside ones are held with what gives them, inside ones lead somewhere."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from accounts.models import User
from cms.links.collecting import collect
from cms.models import ContentPage, LinkCheck
from events.models import EventPage
from network.models import Organisation, ProjectPage
from tests.cms.upkeep.making import editor, free_page, home
from tests.resources.upkeep.making import library, resource
from tests.support.french import french
from tests.support.sql import recorded_sql

pytestmark = pytest.mark.usefixtures("founding")


def written(title: str, *texts: str, **values: Any) -> ContentPage:
    """A published page that says these texts."""
    page: Any = home().add_child(instance=ContentPage(title=title, summary="Une phrase.", **values))
    page.body = [("text", text) for text in texts]
    page.save_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def givers(url: str) -> set[str]:
    return {str(use.giver) for check in LinkCheck.objects.filter(url=url) for use in check.uses.all()}


def cells(client: Client, name: str, **chosen: str) -> list[str]:
    answer = client.get(reverse(f"cms_reports:{name}"), chosen)
    table = BeautifulSoup(answer.content, "html.parser").find("table", class_="listing")
    return [row.get_text(" ", strip=True) for row in table.find("tbody").find_all("tr")] if table else []


def kill(url: str) -> None:
    LinkCheck.objects.filter(url=url).update(
        state="mort", status=404, message="La page n’existe plus.", failures=2, failing_since=timezone.now()
    )


def test_texts_blocks_and_records_give_links(django_capture_on_commit_callbacks: Any) -> None:
    text = '<p><a href="https://un.example/a?b=1&amp;c=2">un</a></p>'
    with django_capture_on_commit_callbacks(execute=True):
        page: Any = written("Adresses utiles", text)
        page.body = [
            ("notice", {"tone": "info", "title": "", "text": text}),
            ("accordion", [{"title": "Plus", "text": '<a href="https://deux.example/">deux</a>'}]),
            ("quote", {"text": "https://trois.example/", "name": "Une source", "role": "", "consent_on": "2024-03-01"}),
        ]
        page.save_revision().publish()
    organisation = Organisation.objects.first()
    Organisation.objects.filter(pk=organisation.pk).update(website="https://un.example/a?b=1&c=2")
    assert givers("https://deux.example/") == givers("https://trois.example/") == {"Adresses utiles"}
    collect()
    assert givers("https://un.example/a?b=1&c=2") == {"Adresses utiles", str(organisation)}
    page.unpublish()
    collect()
    assert not LinkCheck.objects.filter(url="https://deux.example/").exists()
    assert givers("https://un.example/a?b=1&c=2") == {str(organisation)}


def test_dead_links_are_told_to_who_may_change_what_gives_them(client: Client) -> None:
    camille = editor("camille")
    written("Adresses utiles", '<a href="https://mort.example/">là</a>')
    free_page("Tarifs", camille, every=0)
    resource("Le guide", "https://mort.example/", "https://bon.example/")
    collect()
    kill("https://mort.example/")
    LinkCheck.objects.filter(url="https://bon.example/").update(state="bon")
    client.force_login(camille)
    (row,) = cells(client, "liens")
    assert "Mort : La page n’existe plus." in row and "Adresses utiles" in row and "Le guide" in row
    assert any("bon.example" in row.replace(" ", "") for row in cells(client, "liens", etat="bon"))
    assert cells(client, "liens", responsable="moi") == []
    sheet = client.get(reverse("cms_reports:liens"), {"export": "csv"}).getvalue().decode()
    assert "Adresses utiles, Le guide" in sheet
    client.force_login(editor("gardienne", below=library()))
    (row,) = cells(client, "liens")
    assert "Le guide" in row and "Adresses utiles" not in row
    client.force_login(editor("ailleurs", below=french(ProjectPage, slug="pcti")))
    assert cells(client, "liens") == []


def test_links_to_what_readers_do_not_find(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    target, gone = free_page("Tarifs"), free_page("Partie")
    text = f'<p><a linktype="page" id="{target.pk}">ici</a> <a linktype="page" id="{gone.pk}">là</a></p>'
    page = written("Adresses utiles", text)
    ReferenceIndex.create_or_update_for_object(page)
    assert cells(client, "liens-vers-rien") == []
    target.unpublish()
    with django_capture_on_commit_callbacks(execute=True):
        gone.delete()
    found = sorted(cells(client, "liens-vers-rien", vers="page"))
    assert len(found) == 2 and all(row.startswith("Adresses utiles") for row in found)
    assert any("« Tarifs » n’est pas publiée" in row for row in found)
    assert any(f"supprimé : page n° {gone.pk}" in row for row in found)
    assert cells(client, "liens-vers-rien", vers="fichier") == []
    client.force_login(editor("ailleurs", below=french(ProjectPage, slug="pcti")))
    assert cells(client, "liens-vers-rien") == []
    page.unpublish()
    client.force_login(User.objects.get(username="administratrice"))
    assert cells(client, "liens-vers-rien") == []


def test_the_private_address_of_an_event_is_not_asked() -> None:
    event = EventPage.objects.live().first()
    EventPage.objects.filter(pk=event.pk).update(online_url="https://reunion.example/secret")
    collect()
    assert not LinkCheck.objects.filter(url__contains="secret").exists()


def test_gone_through_in_as_many_statements_whatever_there_is() -> None:
    def cost(pages: int) -> int:
        for number in range(pages):
            written(f"Page {number} de {pages}", f'<a href="https://site{number}de{pages}.example/">là</a>')
        with recorded_sql() as statements:
            assert collect() >= pages
        with recorded_sql() as again:
            assert collect() == 0
        assert len(again) < len(statements)
        return len(statements)

    collect()
    assert cost(1) == cost(12) <= 45
