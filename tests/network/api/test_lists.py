"""What the API answers: filters, pages that follow one another, numbers that stay."""

from typing import Any

import pytest
from django.test import Client

from cms.models import Theme
from network.merging import merge
from network.models import Organisation, Service, Territory, TerritoryAlias
from network.models.organisation import OrganisationQuerySet
from tests.network.directory import from_source, maison_essai
from tests.network.factories import OrganisationFactory, TerritoryFactory

API = "/api/v1"


def told(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(API + address)
    assert answer.status_code == 200, answer.content
    data: dict[str, Any] = answer.json()
    return data


def numbers(client: Client, question: str = "") -> list[int]:
    return [one["id"] for one in told(client, f"/organisations/?{question}")["elements"]]


def test_pages_follow_one_another_while_things_come_and_go(client: Client, db: None) -> None:
    made = [OrganisationFactory().pk for _number in range(7)]
    page = told(client, "/organisations/?taille=3")
    seen = [one["id"] for one in page["elements"]]
    assert (seen, page["total"]) == (made[:3], 7)
    Organisation.objects.filter(pk__in=[made[0], made[4]]).delete()
    late = OrganisationFactory().pk
    while page["suivant"]:
        answer = client.get(page["suivant"])
        page = answer.json()
        seen += [one["id"] for one in page["elements"]]
        assert ("Link" in answer) == bool(page["suivant"])
    assert seen == [number for number in [*made, late] if number != made[4]]


def test_a_search_has_pages_too(client: Client, founding: None) -> None:
    whole = told(client, "/organisations/?q=formation&taille=100")
    page = told(client, "/organisations/?q=formation&taille=2")
    seen = [one["id"] for one in page["elements"]]
    while page["suivant"]:
        page = client.get(page["suivant"]).json()
        seen += [one["id"] for one in page["elements"]]
    assert seen == [one["id"] for one in whole["elements"]]
    assert len(seen) == whole["total"] > 2


def test_each_filter_keeps_what_it_says(client: Client, db: None) -> None:
    organisation = maison_essai()
    organisation.themes.add(Theme.objects.create(name="Essai", slug="essai"))
    organisation.save()
    other = OrganisationFactory()
    for question in (
        "genre=esat", "genre=esat&genre=ime", "public=jeunes", "public=seniors", "theme=essai", "reseau=geiq",
        "territoire=commune-44999", "territoire=COMMUNE-44999", "modifie_depuis=2026-03-04",
        "siret=73282932000074", "finess=440000001", "siret=73282932000074&finess=440000001",
    ):  # fmt: skip
        assert numbers(client, question) == [organisation.pk], question
    for question in (
        "genre=ime", "public=familles", "reseau=esat", "modifie_depuis=2026-03-05",
        "siret=73282932000075", "finess=440000002", "siret=73282932000074&finess=440000002",
    ):  # fmt: skip
        assert numbers(client, question) == [], question
    assert numbers(client) == [organisation.pk, other.pk]


def test_what_a_source_changed_since_is_there(client: Client, db: None) -> None:
    organisation = maison_essai()
    from_source(organisation)
    assert numbers(client, "modifie_depuis=2026-08-13") == [organisation.pk]
    assert numbers(client, "modifie_depuis=2026-08-14") == []
    from_source(organisation, key="2", source_date="2099-01-01")
    assert numbers(client, "modifie_depuis=2026-08-14") == []


def test_around_a_place_the_nearest_come_first(client: Client, founding: None) -> None:
    found = told(client, "/organisations/?autour=carbet&rayon=50")["elements"]
    assert found[0]["commune"] is None and found[0]["territoire"]["cle"] == "commune-97204"
    distances = [one["distance_km"] for one in found]
    assert distances == sorted(distances) and distances[0] == 0 and distances[-1] <= 50
    assert len(found) > 1


def test_words_and_every_filter_go_together(client: Client, founding: None) -> None:
    [first, *_others] = numbers(client, "q=formation&genre=formation")
    Organisation.objects.filter(pk=first).update(networks=["geiq"])
    page = told(client, "/organisations/?q=formation&genre=formation&reseau=geiq")
    assert ([one["id"] for one in page["elements"]], page["total"]) == ([first], None)
    assert numbers(client, "q=formation&genre=esat") == []
    Organisation.objects.filter(pk=first).update(siret="73282932000074")
    page = told(client, "/organisations/?q=formation&siret=73282932000074")
    assert ([one["id"] for one in page["elements"]], page["total"]) == ([first], None)


def test_the_number_of_an_organisation_survives_its_name_and_its_merger(client: Client, db: None) -> None:
    kept = maison_essai()
    Organisation.objects.update(name="Autre nom", slug="autre-adresse")
    assert told(client, f"/organisations/{kept.pk}/")["url"] == "http://testserver/annuaire/autre-adresse/"
    twin, other_twin = OrganisationFactory(), OrganisationFactory()
    merge(kept, twin)
    merge(kept, other_twin)
    for number in (twin.pk, other_twin.pk):
        moved = client.get(f"{API}/organisations/{number}/")
        assert (moved.status_code, moved["Location"]) == (301, f"http://testserver{API}/organisations/{kept.pk}/")
    Organisation.objects.update(live=False)
    assert client.get(f"{API}/organisations/{twin.pk}/").status_code == 404


def test_a_draft_is_nowhere(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = maison_essai(live=False)
    service = Service.objects.get()
    assert numbers(client) == []
    assert client.get(f"{API}/organisations/{draft.pk}/").status_code == 404
    assert told(client, "/services/")["elements"] == []
    assert client.get(f"{API}/services/{service.pk}/").status_code == 404
    monkeypatch.setattr(OrganisationQuerySet, "public", lambda self: self)
    assert numbers(client) == [draft.pk]


def test_services_are_filtered(client: Client, db: None) -> None:
    organisation = maison_essai()
    service = Service.objects.get()
    for question in (
        "", f"organisation={organisation.pk}", "type=atelier", "public=seniors", "public=seniors&public=jeunes",
        "territoire=commune-44999",
    ):  # fmt: skip
        assert [one["id"] for one in told(client, f"/services/?{question}")["elements"]] == [service.pk], question
    for question in ("organisation=999999", "type=formation", "public=jeunes"):
        assert told(client, f"/services/?{question}")["elements"] == [], question


def test_territories_are_filtered(client: Client, db: None) -> None:
    region = TerritoryFactory(kind="region", code="52", name="Région d’essai")
    TerritoryFactory(code="44", name="Le Département", parent=region)
    by = {
        "niveau=departement": ["departement-44"],
        "dans=region-52": ["departement-44"],
        "q=depart": ["departement-44"],
        "q=52": ["region-52"],
        "q=...": [],
        "q=région": ["region-52"],
    }
    for question, keys in by.items():
        found = told(client, f"/territoires/?{question}")["elements"]
        assert [one["cle"] for one in found] == keys, question
    assert told(client, "/territoires/DEPARTEMENT-44/")["fait_partie_de"] == "region-52"
    assert Territory.objects.count() == 2


def test_a_territory_says_what_else_means_it(client: Client, db: None) -> None:
    epci = TerritoryFactory(kind="epci", code="200000001", name="Communauté d’essai")
    commune: Any = TerritoryFactory(kind="commune", code="49018", name="Baugé-en-Anjou", epci=epci)
    TerritoryAlias.objects.create(
        kind="commune", code="49097", name="Cuon", reason="fusion", since="2016-01-01", territory=commune
    )
    record = told(client, "/territoires/commune-49097/")
    assert (record["cle"], record["epci"]) == ("commune-49018", "epci-200000001")
    assert record["alias"] == [{"code": "49097", "nom": "Cuon", "raison": "fusion", "depuis": "2016-01-01"}]
    [listed] = told(client, "/territoires/?niveau=commune")["elements"]
    assert listed == record
    assert told(client, "/territoires/epci-200000001/")["epci"] is None


def test_projects_are_filtered(client: Client, founding: None) -> None:
    found = told(client, "/projets/?territoire=departement-44")["elements"]
    assert [one["sigle"] for one in found] == ["SER-SIP"]
    assert "50 %" in " ".join(found[0]["faits"]["financements"])
    assert {one["sigle"] for one in told(client, "/projets/?theme=jeunes")["elements"]} >= {"CEAISPJ"}


@pytest.mark.parametrize(
    "address",
    ["/organisations/", "/organisations/?q=formation", "/organisations/?reseau=geiq&theme=jeunes&public=jeunes",
     "/services/", "/territoires/", "/projets/"],
)  # fmt: skip
def test_its_sql_is_known(client: Client, founding: None, address: str, assert_sql_snapshot) -> None:
    maison_essai()
    assert assert_sql_snapshot(client.get, API + address).status_code == 200
