"""The pages of alerts: asking, confirming, changing, stopping; and those who would misuse them."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from mail import delivery
from mail.models import Message
from search.alerts import links, subscribing
from search.models import SavedSearch
from tests.support.mailbox import Mailbox

from .conftest import ADDRESS, NOW

pytestmark = pytest.mark.django_db

FORM = "/recherche/alerte/"


@pytest.fixture
def client(publish: Callable[..., None]) -> Client:
    """A visitor without cookies, on a portal with two documents."""
    publish("Emploi accompagné", "Emploi à Nantes")
    return Client(enforce_csrf_checks=True)


def text_of(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def send(client: Client, query: str = "q=emploi", **values: str) -> Any:
    page = BeautifulSoup(client.get(f"{FORM}?{query}").content, "html.parser")
    hidden = {tag["name"]: tag.get("value", "") for tag in page.select("main form[method=post] input[type=hidden]")}
    return client.post(FORM, {**hidden, "courriel": ADDRESS, "rythme": "weekly", "site": "", **values})


def test_from_the_results_to_an_active_alert(client: Client, mailbox: Mailbox) -> None:
    results = BeautifulSoup(client.get("/recherche/?q=emploi&tri=titre").content, "html.parser")
    [link] = [a["href"] for a in results.find_all("a") if "prévenir" in a.get_text()]
    assert link == "/recherche/alerte/?q=emploi"
    form = client.get(link)
    assert "« emploi »" in text_of(form) and "2 résultats" in text_of(form)
    assert not form.cookies and "csrfmiddlewaretoken" not in form.content.decode()
    answer = send(client)
    assert (answer.status_code, answer["Location"]) == (303, "/recherche/alerte/demandee/")
    assert client.get(answer["Location"]).status_code == 200

    delivery.deliver(NOW)
    [message] = mailbox.messages
    url = re.search(r"http://127\.0\.0\.1:8000(\S+)", message.get_body(("plain",)).get_content())[1]
    page = client.get(url)
    assert page["Referrer-Policy"] == "no-referrer" and "no-store" in page["Cache-Control"]
    assert SavedSearch.objects.get().confirmed_at is None  # programs that read mail follow links
    answer = client.post(url)
    assert SavedSearch.objects.get().confirmed_at is not None
    shown = text_of(client.get(answer["Location"]))
    assert "Alerte active" in shown and ADDRESS in shown
    assert not answer.cookies


def test_the_invitation_quotes_nothing_a_visitor_typed(client: Client, mailbox: Mailbox) -> None:
    send(client, "q=Gagnez+https://mechant.example+!")
    delivery.deliver(NOW)
    [message] = mailbox.messages
    assert "mechant" not in message.as_string()
    assert "Gagnez" not in message.get_body(("plain",)).get_content()


def test_an_address_is_invited_once_a_day_and_the_rest_waits_behind_its_link(client: Client) -> None:
    for word in ("emploi", "nantes", "stage"):
        assert send(client, f"q={word}").status_code == 303
    assert Message.objects.count() == 1
    assert SavedSearch.objects.filter(email=ADDRESS).count() == 3
    first = SavedSearch.objects.get(query="q=emploi")
    manage = client.post(links.path("confirm", first))["Location"]
    waiting = SavedSearch.objects.get(query="q=nantes")
    assert text_of(client.get(manage)).count("À confirmer") == 2
    client.post(manage, {"alerte": waiting.pk, "action": "confirm"})
    waiting.refresh_from_db()
    assert waiting.confirmed_at


def test_a_day_later_it_is_invited_again(publish: Callable[..., None]) -> None:
    subscribing.ask(ADDRESS, "q=a", "fr", "daily", NOW)
    subscribing.ask(ADDRESS.upper(), "q=b", "fr", "daily", NOW + timedelta(hours=23))
    assert Message.objects.count() == 1
    subscribing.ask(ADDRESS, "q=b", "fr", "daily", NOW + timedelta(hours=25))
    assert Message.objects.count() == 2


def test_twenty_alerts_an_address_no_more(publish: Callable[..., None]) -> None:
    for number in range(30):
        subscribing.ask(ADDRESS, f"q={number}", "fr", "daily", NOW)
    assert SavedSearch.objects.count() == subscribing.MOST_PER_ADDRESS


def test_a_flood_of_addresses_is_stopped(client: Client, settings: Settings) -> None:
    settings.SEARCH_ALERT_INVITATIONS_PER_HOUR = 2
    for name in ("a", "b"):
        assert send(client, courriel=f"{name}@exemple.fr").status_code == 303
    answer = send(client, courriel="c@exemple.fr")
    assert answer.status_code == 503 and "Trop d’alertes" in text_of(answer)
    assert SavedSearch.objects.count() == 2


def test_the_answer_does_not_tell_whether_an_address_is_known(client: Client) -> None:
    subscribing.ask(ADDRESS, "q=emploi", "fr", "weekly", timezone.now())
    subscribing.confirm(SavedSearch.objects.get(), timezone.now())
    known, unknown = send(client), send(client, courriel="autre@exemple.fr")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert SavedSearch.objects.count() == 2


def test_robots_fill_in_the_trap_and_get_nothing(client: Client) -> None:
    assert send(client, site="https://spam.example").status_code == 303
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("address", ["", "camille", "camille@", "a@b.fr\nBcc: c@d.fr", "x" * 300 + "@exemple.fr"])
def test_a_wrong_address_is_explained_beside_its_field(client: Client, address: str) -> None:
    answer = send(client, courriel=address)
    assert answer.status_code == 400
    page = BeautifulSoup(answer.content, "html.parser")
    field = page.find("input", {"name": "courriel"})
    assert field["aria-invalid"] == "true"
    assert page.find(id=field["aria-describedby"].split()[0]).get_text(strip=True)
    assert "« emploi »" in text_of(answer)
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("rhythm", ["", "hourly"])
def test_a_wrong_rhythm_is_explained(client: Client, rhythm: str) -> None:
    answer = send(client, rythme=rhythm)
    assert answer.status_code == 400 and "Choisissez un rythme." in text_of(answer)


@pytest.fixture
def hours_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def later(hours: float) -> None:
        time = signing.time.time
        monkeypatch.setattr(signing.time, "time", lambda: time() + hours * 3600)

    return later


def test_an_old_form_is_refused(client: Client, hours_later: Callable[[float], None]) -> None:
    token = links.form_token("q=emploi", "fr")
    wish = {"courriel": ADDRESS, "rythme": "weekly", "jeton": token}
    hours_later(4.1)
    answer = client.post(FORM, wish)
    assert answer.status_code == 400 and "resté ouvert trop longtemps" in text_of(answer)
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("token", ["", "q=emploi", "x:y:z", "é", "a" * 5000])
def test_a_forged_form_is_refused(client: Client, token: str) -> None:
    answer = client.post(FORM, {"courriel": ADDRESS, "rythme": "weekly", "jeton": token})
    assert answer.status_code == 400 and "pas valable" in text_of(answer)
    assert not SavedSearch.objects.exists()


@pytest.fixture
def alert(client: Client) -> SavedSearch:
    subscribing.ask(ADDRESS, "q=emploi", "fr", "weekly", NOW)
    return SavedSearch.objects.get()


@pytest.mark.parametrize("purpose", ["confirm", "manage", "stop"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_forged_links_do_nothing(client: Client, alert: SavedSearch, purpose: str, method: str) -> None:
    path = links.path(purpose, alert)
    others = [links.path(other, alert) for other in links.AGES if other != purpose]
    stolen = [path.rsplit("/", 2)[0] + "/" + other.rsplit("/", 2)[1] + "/" for other in others]
    for forged in (path[:-3] + "/", path.replace(":", "x"), *stolen):
        answer = getattr(client, method)(forged)
        assert answer.status_code == 400 and "pas valable" in text_of(answer)
    alert.refresh_from_db()
    assert alert.confirmed_at is None


@pytest.mark.parametrize(("purpose", "hours"), [("confirm", 7 * 24 + 1), ("manage", 90 * 24 + 1)])
def test_old_links_are_refused(
    client: Client, alert: SavedSearch, hours_later: Callable[[float], None], purpose: str, hours: float
) -> None:
    path = links.path(purpose, alert)
    hours_later(hours)
    answer = client.post(path)
    assert answer.status_code == 400 and "expiré" in text_of(answer)


def test_the_link_that_stops_never_gets_old(
    client: Client, alert: SavedSearch, hours_later: Callable[[float], None]
) -> None:
    path = links.path("stop", alert)
    hours_later(3 * 365 * 24)
    assert client.post(path).status_code == 200
    assert not SavedSearch.objects.exists()


def test_links_of_what_was_stopped_say_so(client: Client, alert: SavedSearch) -> None:
    paths = [links.path(purpose, alert) for purpose in ("confirm", "manage")]
    alert.delete()
    for path in paths:
        answer = client.post(path)
        assert answer.status_code == 404 and "n’existe plus" in text_of(answer)


def test_rhythm_one_stop_and_all_stops(client: Client, alert: SavedSearch) -> None:
    subscribing.confirm(alert, NOW)
    subscribing.ask(ADDRESS, "q=stage", "fr", "weekly", NOW)
    subscribing.ask("autre@exemple.fr", "q=stage", "fr", "weekly", NOW)
    other = SavedSearch.objects.get(email="autre@exemple.fr")
    manage = links.path("manage", alert)
    client.post(manage, {"alerte": alert.pk, "action": "daily"})
    alert.refresh_from_db()
    assert alert.frequency == "daily"
    for nonsense in ({"alerte": other.pk, "action": "stop"}, {"alerte": "²", "action": "stop"}, {"action": "x"}):
        client.post(manage, nonsense)
    assert SavedSearch.objects.count() == 3
    answer = client.post(manage, {"alerte": alert.pk, "action": "stop"})
    assert answer["Location"] != manage  # this link died with its alert
    assert client.get(answer["Location"]).status_code == 200
    client.post(answer["Location"], {"action": "stop-all"})
    assert list(SavedSearch.objects.all()) == [other]


def test_a_search_too_long_to_be_kept_is_refused(client: Client) -> None:
    answer = client.get(FORM, {"q": "é" * 200})
    assert answer.status_code == 400 and "trop longue" in text_of(answer)
    assert client.get(FORM, {"q": "e" * 200}).status_code == 200


@pytest.mark.parametrize("path", [FORM, "/recherche/alerte/demandee/", "/recherche/alertes/confirmer/x/"])
def test_no_page_of_alerts_sets_a_cookie_or_is_indexed(client: Client, path: str) -> None:
    answer = client.get(path)
    assert not answer.cookies
    assert BeautifulSoup(answer.content, "html.parser").find("meta", {"name": "robots"})["content"] == "noindex"
