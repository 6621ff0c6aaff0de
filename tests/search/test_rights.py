"""Each reader finds what they may read, and nothing tells them of the rest: no total, no count, no word.

Every way the portal could tell is tried with the protection on, then off: a test that could not see a leak fails.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django.asserts import assertNumQueries
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageViewRestriction, Site

from accounts.models import User
from cms.models import ContentPage
from events.models import EventPage
from events.presentation import event_card
from network.models import ProjectPage
from resources.models import ResourcePage
from search import facets, places
from search.documents import SearchDocument
from search.draining import drain
from search.engines import Engine, elasticsearch, embedded
from search.facets import Surroundings
from search.listing import Listing
from search.models import PromotedResult
from search.places import Place
from search.rebuilding import rebuild
from search.similar import similar_to
from tests.support.sql import recorded_sql

pytestmark = pytest.mark.django_db

LABELS = {
    "theme": {"ouvert": "Ouvert", "reserve": "Réservé"},
    "territory": {"departement-44": "Loire-Atlantique", "departement-71": "Saône-et-Loire", "france": "France"},
}
LISTS = ["/recherche/?q=emploi", "/annuaire/", "/ressources/", "/agenda/", "/projets/"]
FILES = ["/recherche/export.csv?q=emploi"]


def always(answer: object) -> Callable[..., object]:
    return lambda *args: answer


@pytest.fixture
def portal(
    portal_engine: Engine, document: Callable[..., SearchDocument], monkeypatch: pytest.MonkeyPatch
) -> SearchDocument:
    """One thing for everyone, and one for people signed in: the secret of these tests, whose every word is its own."""
    for facet, labels in LABELS.items():
        monkeypatch.setitem(facets._providers, facet, always(labels))
    around = Surroundings(rings=(("departement-44",),), wider=("france",))
    monkeypatch.setitem(facets._surroundings, "territory", always(around))
    monkeypatch.setattr(places, "_providers", [always([Place("commune-44109", "Nantes", 47.23, -1.55)])])
    secret = document(
        2,
        title="Coulisses du comité",
        kind="event",
        themes=("reserve",),
        territories=("departement-44", "france"),
        point=(47.28, -2.25),
        audience=("signed-in",),
        updated=datetime(2026, 1, 1, tzinfo=UTC),
    )
    portal_engine.write([document(1, title="Forum ouvert à tous", themes=("ouvert",)), secret])
    return secret


@pytest.fixture
def unprotected(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine takes everybody for somebody who is signed in."""
    for reading in (embedded.reading, elasticsearch.reading):
        monkeypatch.setattr(
            reading, "readers", lambda language, audience: (f"{language}:public", f"{language}:signed-in")
        )


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(User.objects.create_user("lectrice"))
    return client


def shown(client: Client, query: str) -> Listing:
    listing: Listing = client.get(f"/recherche/?{query}").context["listing"]
    return listing


def page_tells(query: str) -> Callable[[Client], bool]:
    """Whether the page says the title or the address of the secret."""
    return lambda client: any(
        words in client.get(f"/recherche/?{query}").content.decode() for words in ("omité</", 'href="/2/"')
    )


def way_out(query: str, leads_to: str) -> Callable[[Client], bool]:
    """Whether a search without result proposes the list `leads_to`, where the secret alone is."""

    def told(client: Client) -> bool:
        found = shown(client, query).ways_out
        return f"/recherche/?{leads_to}" in [way.url for way in [*found.lighter, *found.beside, *found.wider]]

    return told


def proposal_tells(query: str) -> Callable[[Client], bool]:
    return lambda client: client.get(f"/recherche/suggestions/?{query}").json()["suggestions"] != []


FOR_ITS_READER: dict[str, Callable[[Client], bool]] = {
    "hits": page_tells("q=coulisses"),
    "the list of everything": page_tells(""),
    "best of each kind": page_tells("vue=par-type"),
    "hits that hold some words only": page_tells("q=coulisses+introuvable"),
    "total": lambda client: shown(client, "q=coulisses").page.total > 0,
    "total of everything": lambda client: shown(client, "").page.total > 1,
    "pages": lambda client: shown(client, "page=2").page.total > 1,
    "value of a facet": lambda client: "reserve" in shown(client, "").page.facets["theme"],
    "count of a facet": lambda client: shown(client, "theme=reserve").page.facets["theme"]["reserve"] > 0,
    "kinds": lambda client: "event" in shown(client, "").page.facets["kind"],
    "correction": lambda client: shown(client, "q=coulosses").correction is not None,
    "a filter left out": way_out("q=coulisses&theme=ouvert", "q=coulisses"),
    "words left out": way_out("q=forum&theme=reserve", "theme=reserve"),
    "places beside": way_out("q=coulisses&territoire=departement-71", "q=coulisses&territoire=departement-44"),
    "places around": way_out("q=coulisses&territoire=departement-71", "q=coulisses&territoire=france"),
    "a wider circle": way_out("q=coulisses&autour=commune-44109&rayon=5", "q=coulisses&autour=commune-44109&rayon=100"),
    "around a place": page_tells("autour=commune-44109&rayon=100"),
    "table": lambda client: "Coulisses" in client.get("/recherche/export.csv").content.decode(),
}
FOR_EVERYONE: dict[str, Callable[[Client], bool]] = {
    "suggestions": proposal_tells("q=couli"),
    "suggestions of a kind": proposal_tells("q=couli&type=event"),
    "feed": lambda client: "Coulisses" in client.get("/recherche/flux.atom").content.decode(),
    "alert": lambda client: client.get("/recherche/alerte/?q=coulisses").context["total"] > 0,
}
EVERY_WAY = FOR_ITS_READER | FOR_EVERYONE


def every(ways: dict[str, Callable[[Client], bool]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("tells", ways.values(), ids=ways.keys())


@every(EVERY_WAY)
def test_nothing_tells_the_public_of_what_is_closed(
    portal: SearchDocument, client: Client, tells: Callable[[Client], bool]
) -> None:
    assert not tells(client)


@every(EVERY_WAY)
def test_the_test_above_would_see_a_leak(
    portal: SearchDocument, client: Client, unprotected: None, tells: Callable[[Client], bool]
) -> None:
    assert tells(client)


@every(FOR_ITS_READER)
def test_its_reader_finds_it(portal: SearchDocument, signed_in: Client, tells: Callable[[Client], bool]) -> None:
    assert tells(signed_in)


@every(FOR_EVERYONE)
def test_what_caches_feed_readers_and_mail_carry_is_public_whoever_asks(
    portal: SearchDocument, admin_client: Client, tells: Callable[[Client], bool]
) -> None:
    assert not tells(admin_client)


def test_a_cookie_that_is_no_session_gives_no_right(portal: SearchDocument, client: Client, settings: Settings) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "forged"
    assert not any(tells(client) for tells in EVERY_WAY.values())


def test_who_signs_out_or_is_disabled_finds_it_no_more(portal: SearchDocument, signed_in: Client) -> None:
    tells = FOR_ITS_READER["hits"]
    assert tells(signed_in)
    User.objects.update(is_active=False)
    assert not tells(signed_in)
    User.objects.update(is_active=True)
    assert tells(signed_in)
    signed_in.logout()
    assert not tells(signed_in)


# Wagtail's own restrictions


@pytest.fixture
def closed(portal_engine: Engine) -> dict[str, Page]:
    """Pages closed in every way, by what closes them; two are below pages that are closed otherwise."""
    home = Site.objects.get(is_default_site=True).root_page
    board = Group.objects.create(name="Comité")

    def add(title: str, parent: Page, restriction: str = "") -> Page:
        page = parent.add_child(instance=ContentPage(title=f"Essai {title}"))
        if restriction:
            closing = PageViewRestriction.objects.create(page=page, restriction_type=restriction, password="ouvrez")
            if restriction == PageViewRestriction.GROUPS:
                closing.groups.add(board)
        return page

    login, groups = add("login", home, "login"), add("groups", home, "groups")
    pages = {
        "nothing": add("nothing", home),
        "login": login,
        "groups": groups,
        "password": add("password", home, "password"),
        "below login": add("below login", login),
        "groups below login": add("groups below login", login, "groups"),
        "password below groups": add("password below groups", groups, "password"),
    }
    drain()
    return pages


@pytest.mark.parametrize("reader", ["public", "signed in", "of the group", "of another group", "superuser"])
def test_a_reader_finds_the_pages_that_open(client: Client, closed: dict[str, Page], reader: str) -> None:
    if reader != "public":
        make = User.objects.create_superuser if reader == "superuser" else User.objects.create_user
        user = make("lectrice")
        if reader == "of the group":
            user.groups.add(Group.objects.get(name="Comité"))
        if reader == "of another group":
            user.groups.add(Group.objects.create(name="Autre"))
        client.force_login(user)
    found = {hit.url for hit in shown(client, "q=essai").page.hits}
    assert found == {page.get_url() for page in closed.values() if client.get(page.get_url()).status_code == 200} - {
        closed[name].get_url() for name in closed if "password" in name
    }
    assert len(found) == {"public": 1, "signed in": 3, "of another group": 3}.get(reader, 5)


def test_no_one_finds_what_opens_with_a_shared_password(client: Client, closed: dict[str, Page]) -> None:
    page = closed["password"]
    restriction = page.view_restrictions.get()
    answer = client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        {"password": "ouvrez", "return_url": page.get_url()},
    )
    assert answer.status_code == 302
    assert page.get_url() not in {hit.url for hit in shown(client, "q=essai").page.hits}


def test_what_editors_put_forward_is_for_those_who_may_read_it(client: Client, closed: dict[str, Page]) -> None:
    PromotedResult.objects.create(words="essai", page=closed["login"])
    assert not client.get("/recherche/?q=essai").context["promoted"]
    client.force_login(User.objects.create_user("lectrice"))
    assert [result.url for result in client.get("/recherche/?q=essai").context["promoted"]] == [
        closed["login"].get_url()
    ]


def test_the_database_keeps_the_same_rights(
    client: Client, closed: dict[str, Page], lose_index: Callable[[], None]
) -> None:
    lose_index()
    page = shown(client, "q=essai").page
    assert (page.degraded, page.total, page.facets["kind"]) == (True, 1, {"page": 1})
    client.force_login(User.objects.create_user("lectrice"))
    assert shown(client, "q=essai").page.total == 3
    assert "Essai login" in client.get("/recherche/export.csv?q=essai").content.decode()


@pytest.mark.usefixtures("founding")
def test_what_is_public_does_not_name_a_project_that_is_not(client: Client, portal_engine: Engine) -> None:
    project = ProjectPage.objects.get(slug="pcti", locale__language_code="fr")
    resource = ResourcePage.objects.get(slug="documents-pcti", locale__language_code="fr")

    def named() -> bool:
        drain()
        answer = client.get("/recherche/", {"q": f'"{project.title}"', "type": "resource"})
        [hit] = [hit for hit in shown(client, "type=resource").page.hits if hit.url == resource.get_url()]
        found = resource.get_url() in [hit.url for hit in answer.context["listing"].page.hits]
        assert found == (project.short_name in json.dumps(hit.meta))
        return found

    for page in (project, resource):
        page.save()
    assert named()
    restriction = PageViewRestriction.objects.create(page=project, restriction_type=PageViewRestriction.LOGIN)
    assert not named()
    restriction.delete()
    assert named()


@pytest.mark.usefixtures("founding")
@pytest.mark.parametrize(("address", "model"), [("/agenda/", EventPage), ("/projets/", ProjectPage)])
def test_lists_that_the_database_makes_follow_the_reader_too(
    client: Client, address: str, model: type[EventPage | ProjectPage]
) -> None:
    board = Group.objects.create(name="Comité")
    members, signed_in = User.objects.create_user("membre"), User.objects.create_user("lectrice")
    members.groups.add(board)
    page = model.objects.live().filter(locale__language_code="fr")[0]

    def readers() -> list[bool]:
        """Whether the public, someone signed in, someone of the group see it in the list."""
        seen = []
        for user in (None, signed_in, members):
            client.logout()
            if user:
                client.force_login(user)
            seen.append(f'href="{page.get_url()}"' in client.get(address).content.decode())
        return seen

    assert readers() == [True, True, True]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert readers() == [False, True, True]
    restriction.restriction_type = PageViewRestriction.GROUPS
    restriction.save()
    restriction.groups.add(board)
    assert readers() == [False, False, True]
    restriction.restriction_type = PageViewRestriction.PASSWORD
    restriction.save()
    assert readers() == [False, False, False]


@pytest.mark.usefixtures("founding")
def test_the_card_of_an_event_does_not_name_a_project_that_is_not_public(client: Client) -> None:
    event = EventPage.objects.get(slug="colloque-echange-pratiques", locale__language_code="fr")
    [project] = event.projects.all()[:1]
    project = ProjectPage.objects.get(pk=project.pk)
    card = event_card(EventPage.objects.with_facts().get(pk=event.pk))
    assert project.short_name in card["project"]
    PageViewRestriction.objects.create(page=project, restriction_type=PageViewRestriction.LOGIN)
    assert project.short_name not in event_card(EventPage.objects.with_facts().get(pk=event.pk))["project"]


@pytest.mark.usefixtures("founding")
def test_see_also_leads_to_public_pages_only(
    client: Client, portal_engine: Engine, request: pytest.FixtureRequest
) -> None:
    rebuild()
    subject = ProjectPage.objects.get(slug="ser-sip", locale__language_code="fr")
    nearest = next(hit for hit in similar_to(subject) if hit.kind == "project")
    page = ProjectPage.objects.get(pk=nearest.id.partition(":")[2])
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    drain()
    client.force_login(User.objects.create_user("lectrice"))
    assert nearest.id not in [hit.id for hit in similar_to(subject)]
    assert nearest.url not in client.get(subject.get_url()).content.decode()
    request.getfixturevalue("unprotected")
    assert nearest.id in [hit.id for hit in similar_to(subject)]


# Caches


@pytest.mark.usefixtures("founding")
@pytest.mark.parametrize("address", [*LISTS, *FILES])
def test_the_public_answer_may_be_kept_and_looks_at_no_session(client: Client, address: str) -> None:
    with recorded_sql() as statements:
        answer = client.get(address)
    assert "no-store" not in answer.get("Cache-Control", "") and "private" not in answer.get("Cache-Control", "")
    assert "Cookie" not in answer.get("Vary", "") and not answer.cookies
    assert not [statement for statement in statements if "session" in statement or "accounts_user" in statement]


@pytest.mark.usefixtures("founding")
@pytest.mark.parametrize("address", [*LISTS, *FILES])
def test_the_answer_to_a_reader_is_kept_by_no_cache(signed_in: Client, address: str, settings: Settings) -> None:
    assert kept_by(signed_in, address) == {"private", "no-store"}
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "PrivateAnswers" not in each]
    signed_in.handler.load_middleware()
    assert kept_by(signed_in, address) == set(), "the test above sees what the middleware does"


def kept_by(client: Client, address: str) -> set[str]:
    told = client.get(address).get("Cache-Control", "")
    return set(filter(None, told.split(", ")))


def test_suggestions_are_the_same_and_kept_for_everyone(portal: SearchDocument, signed_in: Client) -> None:
    with assertNumQueries(0):
        answer = signed_in.get("/recherche/suggestions/?q=forum")
    assert "public" in answer["Cache-Control"] and "Cookie" not in answer.get("Vary", "")
    assert [each["url"] for each in answer.json()["suggestions"]] == ["/1/"]


def test_the_cookie_is_enough_to_keep_an_answer_private(client: Client, settings: Settings) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "forged"
    assert kept_by(client, "/recherche/flux.atom") == {"private", "no-store"}
