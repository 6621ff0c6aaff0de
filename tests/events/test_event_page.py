"""What the page of an event says, what it keeps for those who come, and what is asked before it is published."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.admin.panels import get_edit_handler

from accounts.models import User
from events.models import EventPage, Quota
from events.participants import links
from events.registration.booking import book
from tests.events.factories import NOW, EventPageFactory, asking, calendar, desk_with, person, quota
from tests.network.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
SECRET = "https://visio.exemple.test/salle-42"


def page_of(client: Client, event: EventPage) -> str:
    return client.get(event.url).content.decode()


def structured(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    graph = data.get("@graph", [data])
    return next(each for each in graph if each.get("@type") == "Event")


def test_the_programme_and_how_one_is_received_are_shown(client: Client) -> None:
    event = EventPageFactory(parent=calendar(), venue="Salle des fêtes")
    event.programme = [
        (
            "session",
            {
                "day": None, "starts": "09:30", "ends": None, "title": "Accueil <b>", "room": "Hall", "text": "",
                "speakers": [{"name": "Camille Essai", "role": "cheffe de service"}],
            },
        )
    ]  # fmt: skip
    event.accessibility = [("facility", {"facility": "boucle", "there": "sur-demande", "note": "trois jours avant"})]
    event.save()
    page = page_of(client, event)
    assert "9 h 30" in page and "Accueil &lt;b&gt;" in page and "Camille Essai, cheffe de service" in page
    assert "Boucle à induction magnétique : <strong>sur demande</strong> (trois jours avant)" in page


def test_where_it_is_followed_is_for_the_confirmed_alone(client: Client) -> None:
    desk = desk_with(capacity=2)
    on_site, remote = quota(desk, Quota.Kind.ON_SITE), quota(desk, Quota.Kind.REMOTE, 1)
    desk.event.mode, desk.event.online_url = "mixte", SECRET
    desk.event.save_revision().publish()

    def private_page(name: str, place: Quota) -> str:
        found = book(desk.pk, asking(person(name, places=frozenset({place.pk}))), NOW).registrations.get()
        return client.get(links.address(found)).content.decode()

    assert SECRET in private_page("Camille", remote)
    assert SECRET not in private_page("Alix", on_site), "who comes does not need it"
    assert SECRET not in private_page("Dominique", remote), "who waits may not"
    for address in (desk.event.url, "/agenda/", "/agenda.ics", f"/agenda/{desk.event.pk}.ics"):
        assert SECRET not in client.get(address).content.decode(), address


@pytest.mark.parametrize(
    ("mode", "said", "kind"),
    [("sur-place", "Offline", "Place"), ("a-distance", "Online", "VirtualLocation"), ("mixte", "Mixed", "Place")],
)
def test_machines_learn_how_one_takes_part(client: Client, mode: str, said: str, kind: str) -> None:
    place = TerritoryFactory.create(kind="commune", name="Mâcon")
    event = EventPageFactory(parent=calendar(), mode=mode, place=place, online_url=SECRET)
    data = structured(page_of(client, event))
    assert data["eventAttendanceMode"] == f"https://schema.org/{said}EventAttendanceMode"
    assert data["location"]["@type"] == kind and SECRET not in json.dumps(data)


def errors(values: dict[str, Any], *, draft: bool) -> dict[str, Any]:
    """What the form of the admin refuses."""
    event = EventPage(title="Colloque", slug="colloque", **values)
    form_class = get_edit_handler(EventPage).get_form_class()
    user = User.objects.create_superuser(username="cheffe", password="x")
    sent = {
        "title": "Colloque", "slug": "colloque", "kind": "colloque", "state": "confirme", "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0, "description": "null", "access": "null", "accessibility-count": 0,
        "programme-count": 0, "mode": "sur-place",
    }  # fmt: skip
    form = form_class(sent | values, instance=event, parent_page=calendar(), for_user=user)
    if draft:
        form.defer_required_fields()
    form.is_valid()
    return dict(form.errors)


def test_a_place_is_published_with_how_one_is_received() -> None:
    assert "accessibility" in errors({"venue": "Salle des fêtes"}, draft=False)


@pytest.mark.parametrize(
    ("values", "draft"),
    [({"venue": "Salle des fêtes"}, True), ({"venue": "En ligne", "mode": "a-distance"}, False), ({}, False)],
)
def test_drafts_events_at_a_distance_and_places_unknown_may_wait(values: dict[str, Any], draft: bool) -> None:
    assert "accessibility" not in errors(values, draft=draft)
