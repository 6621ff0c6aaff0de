"""What readers say of a resource: kept without them, and not at anybody's mercy."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from resources.models import Opinion, ResourcePage
from resources.readers import opinions
from tests.support.french import french

from .factories import give, stored

pytestmark = pytest.mark.usefixtures("founding")

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def resource() -> ResourcePage:
    return french(ResourcePage, slug="documents-pcti")


def vote(client: Client, resource: ResourcePage, answer: str = "oui", **more: str) -> tuple[int, str]:
    response = client.post(f"/r/{resource.code}/avis/", {"reponse": answer, **more})
    return response.status_code, response.get("Location", "")


def given() -> list[tuple[str, str]]:
    return list(Opinion.objects.order_by("pk").values_list("kind", "text"))


def test_the_page_asks_whether_it_was_of_use(client: Client, resource: ResourcePage) -> None:
    asked = f'action="/r/{resource.code}/avis/"'
    assert asked not in client.get(resource.get_url()).content.decode()  # there is nothing yet to have been of use
    give(resource, stored(b"Un texte.", "guide.txt"))
    page = client.get(resource.get_url()).content.decode()
    assert asked in page and f'href="/r/{resource.code}/signaler/"' in page


def test_one_click_counts_and_words_are_welcome(client: Client, resource: ResourcePage) -> None:
    status, words = vote(client, resource)
    assert status == 303 and given() == [("utile", "")]
    assert client.get(words).status_code == 200
    assert client.post(words, {"texte": "Le modèle de convention."})["Location"] == "/r/merci/"
    assert given() == [("utile", "Le modèle de convention.")]
    assert client.post(words, {"texte": "Pour nos stages."}).status_code == 303
    assert given() == [("utile", "Pour nos stages.")]


def test_words_need_the_link_of_their_opinion(client: Client, resource: ResourcePage) -> None:
    _status, words = vote(client, resource, "non")
    forged = words[:-3] + "xx/"
    assert client.post(forged, {"texte": "Faux"}).status_code == 400
    assert given() == [("inutile", "")]
    Opinion.objects.all().delete()
    assert client.get(words).status_code == 404


def test_too_long_a_text_is_given_back(client: Client, resource: ResourcePage) -> None:
    response = client.post(f"/r/{resource.code}/signaler/", {"texte": "x" * 1001})
    assert response.status_code == 400 and "x" * 1001 in response.content.decode()
    assert given() == []


def test_an_error_is_told_in_words(client: Client, resource: ResourcePage) -> None:
    assert client.get(f"/r/{resource.code}/signaler/").status_code == 200
    assert client.post(f"/r/{resource.code}/signaler/", {"texte": " "}).status_code == 400
    assert client.post(f"/r/{resource.code}/signaler/", {"texte": "Le lien est mort."}).status_code == 303
    assert given() == [("erreur", "Le lien est mort.")]


@pytest.mark.parametrize("trap", [{"site": "spam"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}])
def test_robots_and_other_sites_count_for_nothing(client: Client, resource: ResourcePage, trap: dict[str, str]) -> None:
    body = {"reponse": "oui"} | {name: value for name, value in trap.items() if name == "site"}
    headers = {name: value for name, value in trap.items() if name != "site"}
    assert client.post(f"/r/{resource.code}/avis/", body, **headers)["Location"] == "/r/merci/"
    assert given() == []
    # The control: the same without the trap is kept.
    vote(client, resource)
    assert len(given()) == 1


def test_a_burst_is_nobodys_opinion(client: Client, resource: ResourcePage) -> None:
    for _time in range(opinions.MOST_PER_HOUR):
        assert vote(client, resource)[0] == 303
    assert vote(client, resource)[0] == 503
    assert len(given()) == opinions.MOST_PER_HOUR
    # Another resource has its own hour, and so has the next hour.
    other = french(ResourcePage, slug="outil-suivi-partage")
    assert vote(client, other)[0] == 303
    Opinion.objects.update(given_at=NOW - timedelta(days=3))
    assert vote(client, resource)[0] == 303


@pytest.mark.parametrize("answer", ["", "peut-être", "utile"])
def test_an_answer_that_is_none(client: Client, resource: ResourcePage, answer: str) -> None:
    assert vote(client, resource, answer)[0] == 404
    assert client.get(f"/r/{resource.code}/avis/").status_code == 405


def test_nothing_is_said_of_what_is_not_public(client: Client, resource: ResourcePage) -> None:
    resource.unpublish()
    assert vote(client, resource)[0] == 404
    assert client.get(f"/r/{resource.code}/signaler/").status_code == 404


def test_opinions_are_erased_after_thirteen_months(resource: ResourcePage) -> None:
    opinions.give(resource, "utile", NOW - timedelta(days=397))
    opinions.give(resource, "inutile", NOW - timedelta(days=395))
    opinions.purge(NOW)
    assert given() == [("inutile", "")]


def test_no_cookie_is_set(client: Client, resource: ResourcePage) -> None:
    response = client.post(f"/r/{resource.code}/avis/", {"reponse": "oui"})
    assert not response.cookies and not client.get(response["Location"]).cookies


def test_thanks_lead_back_to_the_library_wherever_it_is(client: Client, resource: ResourcePage) -> None:
    index = resource.get_parent()
    index.slug = "bibliotheque"
    index.save()
    assert 'href="/bibliotheque/">Retour' in client.get("/r/merci/").content.decode()
    assert '"/bibliotheque/"' in client.get("/ressources/catalogue.jsonld").getvalue().decode().replace(
        "http://127.0.0.1:8000", ""
    ).replace("http://testserver", "")
