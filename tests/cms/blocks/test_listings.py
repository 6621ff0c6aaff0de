"""Lists that editors compose: what everybody may read, always up to date, for next to nothing."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import ContentPage, HomePage, Theme
from events.models import EventIndexPage, EventPage
from network.models import ProjectPage, Territory
from search.draining import drain
from tests.support.french import french
from tests.support.sql import recorded_sql
from tests.support.translations import translate

from .composing import make_page, shown

pytestmark = pytest.mark.usefixtures("founding")


def compose(**more: Any) -> ContentPage:
    value = {"title": "Des projets", "kind": "project", "order": "title", "number": 12, "empty": "Rien encore."}
    return make_page(french(HomePage), [{"type": "listing", "value": value | more}])


def cards(client: Client, page: ContentPage) -> list[str]:
    soup = BeautifulSoup(shown(client, page), "html.parser")
    return [link.get_text(" ", strip=True) for link in soup.select(".listing .card-title a")]


def more(client: Client, page: ContentPage) -> str:
    link = BeautifulSoup(shown(client, page), "html.parser").select_one(".listing a.more")
    return str(link["href"]) if link else ""


def test_it_shows_what_was_asked_and_leads_to_the_rest(client: Client) -> None:
    everything = compose()
    count = ProjectPage.objects.public_in_language("fr").count()
    assert len(cards(client, everything)) == count
    assert more(client, everything) == ""
    everything.delete()

    some = compose(number=2)
    assert len(cards(client, some)) == 2
    address = more(client, some)
    assert address == "/recherche/?type=project"
    assert f"{count} résultats" in client.get(address).content.decode()


def test_a_territory_and_a_theme_narrow_it_and_its_link(client: Client) -> None:
    place = Territory.objects.get(kind="departement", code="44")
    theme = Theme.objects.create(name="Apprentissage des métiers", slug="apprentissage-des-metiers")
    page = compose(territory=place.pk)
    found = cards(client, page)
    assert 0 < len(found) < ProjectPage.objects.public_in_language("fr").count()
    page.delete()
    page = compose(territory=place.pk, theme=theme.pk)
    assert cards(client, page) == []
    assert "Rien encore." in shown(client, page)


def test_its_link_keeps_every_filter(client: Client) -> None:
    place = Territory.objects.get(kind="region", code="28")
    page = compose(kind="organisation", territory=place.pk, number=1, order="updated")
    address = more(client, page)
    assert address == "/recherche/?type=organisation&territoire=region-28&tri=mise-a-jour"
    assert client.get(address).status_code == 200


def test_events_that_are_past_are_left_out(client: Client) -> None:
    agenda = french(EventIndexPage)
    for title, days in (("Rendez-vous d’hier", -1), ("Rendez-vous de demain", 1)):
        when = timezone.now() + timedelta(days=days)
        agenda.add_child(instance=EventPage(title=title, kind="reunion", starts_at=when, ends_at=when))
    drain()
    page = compose(kind="event", upcoming=True, order="date_asc")
    found = cards(client, page)
    assert "Rendez-vous de demain" in found and "Rendez-vous d’hier" not in found


def test_it_follows_what_is_published_and_what_is_closed(client: Client) -> None:
    page = compose()
    project = french(ProjectPage, slug="ser-sip")
    assert any("SER-SIP" in card or project.title in card for card in cards(client, page))
    before = len(cards(client, page))
    project.title = "Un autre nom"
    project.save_revision().publish()
    drain()
    assert any("Un autre nom" in card for card in cards(client, page))
    PageViewRestriction.objects.create(page=project, restriction_type=PageViewRestriction.LOGIN)
    drain()
    assert len(cards(client, page)) == before - 1
    PageViewRestriction.objects.all().delete()
    project.unpublish()
    drain()
    assert len(cards(client, page)) == before - 1


def test_a_list_costs_the_reading_of_what_narrows_it(client: Client) -> None:
    place = Territory.objects.get(kind="departement", code="44")
    plain = {"type": "text", "value": "<p>Rien</p>"}
    value = {"title": "T", "kind": "project", "order": "title", "number": 3, "empty": "Rien.", "territory": place.pk}
    narrowed = [{"type": "listing", "value": value | {"title": f"Liste {number}"}} for number in range(6)]
    costs = []
    for body in ([plain], narrowed):
        page = make_page(french(HomePage), body)
        shown(client, page)
        with recorded_sql() as statements:
            shown(client, page)
        costs.append(len(statements))
        page.delete()
    assert costs[1] - costs[0] <= 1
    assert costs[1] <= 12


def test_a_translation_keeps_the_question_and_has_its_own_words() -> None:
    page = compose(number=2)
    translate(french(HomePage), "en", {})
    texts = {"Des projets": "Projects", "Rien encore.": "Nothing yet.", "Une page": "A page"}
    translate(page, "en", texts)
    other = page.get_translations().get().specific
    assert (other.body[0].value["title"], other.body[0].value["empty"]) == ("Projects", "Nothing yet.")
    assert (other.body[0].value["kind"], other.body[0].value["number"]) == ("project", 2)


def test_the_founding_content_composes_one(client: Client) -> None:
    assert cards(client, ContentPage.objects.get(slug="contact", locale__language_code="fr"))
