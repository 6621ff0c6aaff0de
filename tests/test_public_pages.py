"""What holds for every public page."""

import json
import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from network.models import Organisation, ProjectPage
from tests.support.public_pages import PUBLIC_FILES, PUBLIC_PAGES

pytestmark = pytest.mark.usefixtures("founding")

every_page = pytest.mark.parametrize("path", PUBLIC_PAGES.values(), ids=PUBLIC_PAGES.keys())
ADDRESSES = PUBLIC_PAGES | PUBLIC_FILES
every_address = pytest.mark.parametrize("path", ADDRESSES.values(), ids=ADDRESSES.keys())


def soup_of(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@every_address
def test_its_sql_is_known(client: Client, path: str, assert_sql_snapshot) -> None:
    def read() -> int:
        answer = client.get(path)
        answer.getvalue()  # A file is made while it is sent.
        return answer.status_code

    assert assert_sql_snapshot(read) == 200


@every_address
def test_it_is_the_same_for_every_visitor(client: Client, path: str) -> None:
    answer = client.get(path)
    assert not answer.cookies
    assert b"csrfmiddlewaretoken" not in answer.getvalue()
    assert "Cookie" not in answer.get("Vary", "")


def test_only_who_is_signed_in_sees_the_editors_bar(client: Client) -> None:
    assert "wagtail-userbar" not in client.get("/projets/ser-sip/").content.decode()
    client.force_login(User.objects.create_superuser("editrice"))
    assert "wagtail-userbar" in client.get("/projets/ser-sip/").content.decode()


@every_page
def test_its_head_says_what_it_is(client: Client, path: str) -> None:
    page = soup_of(client, path)
    assert page.html["lang"] == ("fr-simple" if path.startswith("/fr-simple/") else "fr")
    assert page.title.string.endswith("– Passerelles")
    assert len(page.find_all("h1")) == 1
    assert page.find("link", rel="canonical")["href"].startswith("http")
    assert page.find("meta", property="og:title")["content"]
    for data in page.find_all("script", type="application/ld+json"):
        assert json.loads(data.string)["@context"] == "https://schema.org"


@every_page
def test_no_script_or_style_is_written_in_the_page(client: Client, path: str) -> None:
    page = soup_of(client, path)
    assert not page.find_all("style")
    assert not page.find_all(style=True)
    assert not page.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))
    assert all(script.get("src") or script["type"] == "application/ld+json" for script in page.find_all("script"))
    policy = client.get(path)["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'self'" in policy


@every_page
def test_its_anchors_and_identifiers_agree(client: Client, path: str) -> None:
    page = soup_of(client, path)
    identifiers = [tag["id"] for tag in page.find_all(id=True)]
    assert len(identifiers) == len(set(identifiers))
    wanted = {value for tag in page.find_all(True) for name in REFERENCES for value in tag.get(name, "").split()}
    wanted |= {a["href"][1:] for a in page.find_all("a", href=re.compile("^#."))}
    assert wanted <= set(identifiers)


REFERENCES = ("aria-labelledby", "aria-describedby", "for", "popovertarget")


MOST_ALIKE = 25


def kind_of_address(target: str) -> tuple[str, bool]:
    """« /territoires/epci », with a question or not; an organisation is a kind of its own."""
    path, _mark, question = target.partition("?")
    return "/".join(path.split("/")[:3]), bool(question)


def test_every_link_of_the_portal_leads_somewhere(client: Client) -> None:
    """Follows the addresses inside the site, from the home page on; of 36,000 territories, some only."""
    found, waiting = set(), ["/"]
    alike: Counter[tuple[str, bool]] = Counter()
    while waiting:
        path = waiting.pop()
        # The address to cite leads to the one of today; what has no simple version, or is for programs, to the French.
        answer = client.get(path, follow=path.startswith(("/r/", "/fr-simple/", "/en/")))
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        content = answer.getvalue()
        if not answer["Content-Type"].startswith("text/html"):
            continue
        for link in BeautifulSoup(content, "html.parser").find_all("a", href=re.compile(r"^/(?!/)")):
            target = link["href"].partition("#")[0]
            # A list can be filtered in endless ways: one step is enough.
            if target not in found and not ("?" in target and "?" in path):
                found.add(target)
                alike[kind_of_address(target)] += 1
                if alike[kind_of_address(target)] <= MOST_ALIKE:
                    waiting.append(target)
    assert {page.get_url() for page in ProjectPage.objects.live()} <= found
    with translation.override("fr"):
        assert {organisation.get_absolute_url() for organisation in Organisation.objects.filter(live=True)} <= found


hostile = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
parameters = st.sampled_from(
    ["q", "page", "tri", "vue", "territoire", "theme", "type", "annee", "organisme", "public", "projets", "x"]
)
READS_ITS_QUERY = [
    "/recherche/",
    "/annuaire/",
    "/ressources/",
    "/agenda/",
    "/projets/comparer/",
    "/territoires/chiffres/",
]
every_attack = pytest.mark.parametrize(
    "query", ["%00", "q=%ff%fe", "page=99999999999999999999", "page=-1", "q=" + "a" * 5000, "&&&=", "q[]=1"]
)


@pytest.mark.parametrize("path", READS_ITS_QUERY)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.lists(st.tuples(parameters, hostile), max_size=6))
def test_any_query_string_has_an_answer(client: Client, path: str, query: list[tuple[str, str]]) -> None:
    answer = client.get(path, query_params=query)
    assert answer.status_code in (200, 400)
    assert "Passerelles" in answer.content.decode()


@every_attack
@pytest.mark.parametrize("path", sorted({path.partition("?")[0] for path in ADDRESSES.values()}))
def test_the_usual_attacks_have_an_answer(client: Client, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code in (200, 400)
    answer.getvalue()  # A file may fail while it is sent.


@pytest.mark.parametrize(
    "path", ["/rien/", "/projets/rien/", "/annuaire/rien/", "/territoires/region/rien/", "/%00/", "/%ff/"]
)
def test_an_unknown_address_is_a_page_in_french(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.html["lang"] == "fr"
    assert page.find("input", attrs={"name": "q"})
    assert page.find("a", href="/")
