"""Structures and services as data·inclusion's published schema wants them."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from data_inclusion.schema import v1
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic import ValidationError as Refusal

from network import vocabularies
from network.exports.data_inclusion import EXTENSION, LeftOut, accepted, service_of, structure
from network.models import Organisation, OrganisationKind, Service, Territory, TerritoryKind
from tests.network.directory import from_source, maison_essai, port_fictif
from tests.network.factories import OrganisationFactory

BASE = "https://portail.example"


def items(client: Client, name: str) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The records of a file, and how many were left out for each reason."""
    told = json.loads(client.get(f"/annuaire/donnees/{name}.json").getvalue())
    assert told["total"] == len(told["items"])
    return told["items"], told[EXTENSION]["ecartees"]


def judge(schema: type[BaseModel], record: dict[str, Any]) -> None:
    """As strictly as the schema can, from the JSON itself."""
    read = json.loads(json.dumps(record, allow_nan=False))
    schema.model_validate(read, context={"ignore_warnings": False})


@pytest.mark.parametrize(("name", "schema"), [("structures", v1.Structure), ("services", v1.Service)])
def test_every_record_of_the_founding_content_is_valid(
    client: Client, founding: None, name: str, schema: type[BaseModel]
) -> None:
    maison_essai()
    records, _left_out = items(client, name)
    assert records
    for record in records:
        judge(schema, record)


def test_everything_known_of_a_structure_is_there(client: Client, db: None) -> None:
    organisation = maison_essai()
    [record], left_out = items(client, "structures")
    assert record == {
        "source": "passerelles",
        "id": f"passerelles--{organisation.pk}",
        "nom": "Maison d’essai",
        "date_maj": "2026-03-04",
        "description": "Une maison où l’on travaille.",
        "lien_source": "http://testserver/annuaire/maison-essai/",
        "siret": "73282932000074",
        "commune": "Port-Fictif",
        "code_postal": "44990",
        "code_insee": "44999",
        "adresse": "Bâtiment B, 1 rue du Port",
        "latitude": 47.31,
        "longitude": -2.21,
        "telephone": "+33240000001",
        "courriel": "accueil@example.org",
        "site_web": "https://example.org/",
        "horaires_accueil": "Mo-Fr 09:00-12:00",
        "accessibilite_lieu": "https://acceslibre.example/1",
        # The standard knows ESATs as a network, and no IME.
        "reseaux_porteurs": ["geiq", "esat"],
        EXTENSION: {
            "genre": "esat",
            "sigle": "ME",
            "finess": "440000001",
            "places": 20,
            "publics": ["jeunes"],
        },
    }
    assert left_out == {}


def test_a_service_has_the_place_and_the_contacts_of_its_structure(client: Client, db: None) -> None:
    organisation = maison_essai()
    [record], _left_out = items(client, "services")
    assert record["structure_id"] == f"passerelles--{organisation.pk}"
    assert (record["commune"], record["telephone"]) == ("Port-Fictif", "+33240000001")
    assert record["zone_eligibilite"] == ["44", "44999"]
    assert record["date_maj"] == "2026-03-04"


def test_a_source_newer_than_the_publication_gives_the_date(client: Client, db: None) -> None:
    from_source(maison_essai())
    [record], _left_out = items(client, "structures")
    assert record["date_maj"] == "2026-08-13"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"closed_on": date(2026, 1, 1)}, "structure fermée"),
        ({"is_group": True}, "fiche qui désigne plusieurs structures"),
        ({"name": "A."}, "nom trop court"),
        ({"last_published_at": None}, "date de mise à jour inconnue, ou d’avant 2000"),
        ({"last_published_at": datetime(1999, 1, 1, tzinfo=UTC)}, "date de mise à jour inconnue, ou d’avant 2000"),
    ],
)
def test_what_the_standard_has_no_place_for_is_left_out_and_counted(
    client: Client, db: None, values: dict[str, Any], reason: str
) -> None:
    commune = port_fictif()
    maison_essai(commune=commune, **values)
    maison_essai(commune=commune, slug="autre")
    structures, left_out = items(client, "structures")
    assert (len(structures), left_out) == (1, {reason: 1})
    services, left_out = items(client, "services")
    assert (len(services), left_out) == (1, {f"structure écartée : {reason}": 1})


def test_a_value_that_the_standard_refuses_is_taken_away(client: Client, db: None) -> None:
    organisation = maison_essai(email="accueil@localhost", name="Un nom qui finit par un point.")
    Service.objects.update(eligible_zones=["44", "nulle part"], publics=["seniors", "tous-publics"])
    [record], _left_out = items(client, "structures")
    assert "courriel" not in record and record["nom"] == "Un nom qui finit par un point"
    [service], _left_out = items(client, "services")
    assert (service["zone_eligibilite"], service["publics"]) == (["44"], ["tous-publics"])
    with pytest.raises(Refusal):
        judge(v1.Structure, record | {"courriel": organisation.email})
    with pytest.raises(Refusal):
        judge(v1.Service, service | {"zone_eligibilite": ["44", "nulle part"]})


def test_a_long_name_is_shortened(db: None) -> None:
    organisation = OrganisationFactory(name="Maison " * 28, last_published_at=datetime(2026, 1, 1, tzinfo=UTC))
    record = structure(organisation, BASE)
    judge(v1.Structure, record)
    assert record["nom"].startswith("Maison Maison") and len(record["nom"]) <= 150


def test_the_schema_lets_our_own_member_through() -> None:
    """Should it forbid members that it does not know one day, ours would have to go in a file of their own."""
    for schema in (v1.Structure, v1.Service):
        assert schema.model_config.get("extra") in (None, "ignore", "allow")
        assert schema.model_json_schema().get("additionalProperties", True) is True


def named(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=least, max_size=most)


texts = named(0, 300)
ZONES = ["44", "44999", "244400644", "france", "99100", "nulle part"]
days = st.dates(date(1970, 1, 1), date(2100, 1, 1))
COMMUNE = Territory(kind=TerritoryKind.COMMUNE, code="44999", name="Port-Fictif", slug="44999-port-fictif")


def values_of(choices: list[tuple[str, str]]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([value for value, _label in choices]), unique=True, max_size=4)


organisations = st.builds(
    Organisation,
    pk=st.just(1),
    slug=st.just("maison-essai"),
    name=named(1, 200),
    acronym=named(0, 40),
    kind=st.sampled_from(OrganisationKind.values),
    description=texts,
    is_group=st.booleans(),
    address=texts,
    postcode=st.sampled_from(["", "44990"]),
    commune=st.sampled_from([None, COMMUNE]),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    phone=st.sampled_from(["", "+33240000001", "3646"]),
    email=st.just("") | st.emails(),
    website=st.sampled_from(["", "https://example.org", "http://localhost:8000/a b", "ftp://example.org/", "https://[::1]/"]),
    siret=st.just("") | st.from_regex(r"\A[0-9]{14}\Z"),
    publics=values_of(vocabularies.PUBLICS),
    networks=values_of(vocabularies.NETWORKS),
    last_published_at=st.none() | st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),
    closed_on=st.none() | days,
)  # fmt: skip
services = st.builds(
    Service,
    pk=st.just(2),
    name=named(3, 150),
    description=named(5, 300),
    type=st.sampled_from(["", *(value for value, _label in vocabularies.SERVICE_TYPES)]),
    subjects=values_of(vocabularies.SUBJECTS),
    publics=values_of(vocabularies.PUBLICS),
    fee=st.sampled_from(["", *(value for value, _label in vocabularies.FEES)]),
    eligible_zones=st.lists(st.sampled_from(ZONES) | texts) | st.integers(),
    mobilisation_modes=values_of(vocabularies.MOBILISATION_MODES),
    mobilised_by=values_of(vocabularies.MOBILISED_BY),
    mobilisation_url=st.sampled_from(["", "https://example.org/x"]),
    source_date=st.none() | days,
)  # fmt: skip


def loaded(organisation: Organisation) -> Organisation:
    """As `selection.told` would bring it, without a database."""
    organisation._prefetched_objects_cache = {"sources": [], "themes": []}
    return organisation


def is_valid(instance: Organisation | Service, *excluded: str) -> bool:
    try:
        instance.clean_fields(exclude=set(excluded))
    except ValidationError:
        return False
    return True


def judge_or_reason(schema: type[BaseModel], describe: Callable[[], dict[str, Any]]) -> None:
    try:
        record = describe()
    except LeftOut as left_out:
        reason = str(left_out)
    else:
        judge(schema, record)
        return
    assert reason


@settings(max_examples=150, deadline=None)
@given(organisation=organisations)
def test_any_valid_organisation_gives_a_valid_record_or_a_reason(organisation: Organisation) -> None:
    assume(is_valid(organisation, "commune", "id"))
    judge_or_reason(v1.Structure, lambda: structure(loaded(organisation), BASE))


@settings(max_examples=150, deadline=None)
@given(organisation=organisations, service=services)
def test_any_valid_service_gives_a_valid_record_or_a_reason(organisation: Organisation, service: Service) -> None:
    assume(is_valid(organisation, "commune", "id") and is_valid(service, "organisation", "id"))
    service.organisation = loaded(organisation)
    judge_or_reason(v1.Service, lambda: service_of(service, BASE))


def test_only_the_schema_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the two tests above: without it, a record that is not valid goes out."""
    organisation = loaded(Organisation(pk=1, slug="a", name="Maison", kind="esat", email="a@localhost"))
    organisation.last_published_at = datetime(2026, 1, 1, tzinfo=UTC)
    judge(v1.Structure, structure(organisation, BASE))
    monkeypatch.setattr("network.exports.data_inclusion.accepted", lambda schema, record: record)
    with pytest.raises(Refusal):
        judge(v1.Structure, structure(organisation, BASE))
    with pytest.raises(LeftOut, match="champ refusé : source"):
        accepted(v1.Structure, {"id": "x", "nom": "Maison", "date_maj": "2026-01-01"})
