"""What holds for every address of the API: methods, caches, errors."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from network.api.endpoints import ENDPOINTS
from network.models import Organisation

API = "/api/v1"
LISTS = ["organisations", "services", "territoires", "projets"]
ADDRESSES = [f"{API}/{name}/" for name in LISTS] + [f"{API}/openapi.json", f"{API}/territoires/commune-44184/"]
every_address = pytest.mark.parametrize("address", ADDRESSES)


@every_address
def test_what_did_not_change_is_not_sent_again(client: Client, founding: None, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"If-None-Match": '"autre"'}).status_code == 200


def test_what_changed_is_sent_again(client: Client, founding: None) -> None:
    tag = client.get(f"{API}/organisations/")["ETag"]
    Organisation.objects.filter(slug="agefiph").update(name="Autre nom")
    answer = client.get(f"{API}/organisations/", headers={"If-None-Match": tag})
    assert answer.status_code == 200 and answer["ETag"] != tag


@every_address
def test_it_is_the_same_for_everyone_and_remembers_nobody(client: Client, founding: None, address: str) -> None:
    anonymous = client.get(address)
    client.force_login(User.objects.create_superuser("editrice"))
    sessions = list(Session.objects.order_by("pk").values())
    answer = client.get(address)
    assert answer.content == anonymous.content
    assert not answer.cookies and not anonymous.cookies
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer["Vary"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert list(Session.objects.order_by("pk").values()) == sessions


@every_address
def test_it_only_reads(founding: None, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method(address)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer["Content-Type"] == "application/problem+json"
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == client.get(address)["ETag"]
    preflight = client.options(address)
    assert (preflight.status_code, preflight["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert preflight["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("page=1000000000", "page"),
        ("curseur=p1000000000", "curseur"),
        ("curseur=n1&q=formation", "curseur"),
        ("curseur=p2", "curseur"),
        ("curseur=n1%27", "curseur"),
        ("taille=0", "taille"),
        ("taille=101", "taille"),
        ("taille=dix", "taille"),
        ("taille=1&taille=2", "taille"),
        ("q=" + "a" * 10_000, "q"),
        ("q=a%00b", "q"),
        ("q=a%0Ab", "q"),
        ("territoire=commune-00000", "territoire"),
        ("territoire=Nantes", "territoire"),
        ("genre=inconnu", "genre"),
        ("public=inconnu", "public"),
        ("theme=inconnu", "theme"),
        ("reseau=inconnu", "reseau"),
        ("genre=" + "&genre=".join(["esat"] * 21), "genre"),
        ("autour=nulle+part", "autour"),
        ("autour=%00", "autour"),
        ("rayon=20", "rayon"),
        ("autour=carbet&rayon=101", "rayon"),
        ("modifie_depuis=hier", "modifie_depuis"),
        ("modifie_depuis=0001-01-01", "modifie_depuis"),
        ("modifie_depuis=9999-12-31", "modifie_depuis"),
        ("siret=732%20829%20320%2000074", "siret"),
        ("siret=7328293200007%D9%A4", "siret"),
        ("siret=73282932000074&siret=73282932000074", "siret"),
        ("finess=44000001", "finess"),
        ("finess=4C0000001", "finess"),
        ("q[]=1", "q[]"),
    ],
)
def test_a_wrong_question_is_explained_by_its_name(
    client: Client, founding: None, question: str, parameter: str
) -> None:
    answer = client.get(f"{API}/organisations/?{question}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert (problem["type"], problem["status"]) == ("about:blank", 400)
    [refused] = problem["parametres"]
    assert refused["parametre"] == parameter
    assert refused["explication"].endswith(".") and refused["explication"] in problem["detail"]
    assert "cookie" not in str(answer.cookies).lower()


@pytest.mark.parametrize(
    "address",
    ["/", "/rien/", "/organisations/999999999999999999999999/", "/organisations/agefiph/", "/organisations/%00/",
     "/territoires/-/", "/territoires/commune-%FF/", "/services/0/", "/projets/0/", "/organisations/1/2/"],
)  # fmt: skip
def test_what_does_not_exist_is_a_problem_in_french(client: Client, founding: None, address: str) -> None:
    answer = client.get(API + address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["title"] == "Introuvable"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_an_address_without_its_slash_leads_to_the_one_that_has_it(client: Client, founding: None) -> None:
    answer = client.get(f"{API}/organisations?taille=1")
    assert (answer.status_code, answer["Location"]) == (301, f"{API}/organisations/?taille=1")


hostile = st.text(st.characters(codec="utf-8"), max_size=60)
names = st.sampled_from(sorted({name for endpoint in ENDPOINTS for name in endpoint.parameters.model_fields})) | hostile
values = hostile | st.integers().map(str) | st.dates().map(str) | st.sampled_from(["commune-44184", "esat", "n9", "p2"])


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.lists(st.tuples(names, values), max_size=5))
def test_any_question_has_an_answer(client: Client, founding: None, name: str, query: list[tuple[str, str]]) -> None:
    answer = client.get(f"{API}/{name}/", query_params=query)
    assert answer.status_code in (200, 400)
    assert answer["Content-Type"] in ("application/json", "application/problem+json")


def test_people_read_every_address_and_parameter(client: Client, founding: None) -> None:
    page = BeautifulSoup(client.get("/api/").content, "html.parser").main
    text = page.get_text(" ", strip=True)
    for endpoint in ENDPOINTS:
        assert f"GET {API}/{endpoint.path}" in text
    parameters = {cell.get_text(strip=True) for cell in page.find_all("th", scope="row")}
    assert parameters == {name for endpoint in ENDPOINTS for name in endpoint.parameters.model_fields}
    for link in page.find_all("a"):
        if link["href"].startswith("/"):
            assert client.get(link["href"]).status_code == 200
