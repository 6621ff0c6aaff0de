"""An organisation of which everything is known, for what tells it outside the portal."""

from datetime import UTC, date, datetime
from typing import Any

from network.models import FollowUp, Organisation, OrganisationSource, Service, Territory, TerritoryKind

REFERENT = "personne@referent.example"  # private: told nowhere
PUBLISHED = datetime(2026, 3, 4, 12, tzinfo=UTC)


def port_fictif() -> Territory:
    return Territory.objects.create(
        kind=TerritoryKind.COMMUNE, code="44999", slug="44999-port-fictif", name="Port-Fictif", postcodes="44990",
        latitude=47.3, longitude=-2.2,
    )  # fmt: skip


def maison_essai(**values: Any) -> Organisation:
    """A published ESAT with a service; `values` replace its own."""
    given: dict[str, Any] = {
        "name": "Maison d’essai",
        "acronym": "ME",
        "slug": "maison-essai",
        "kind": "esat",
        "description": "Une maison où l’on travaille.",
        "address": "Bâtiment B\n1 rue du Port",
        "postcode": "44990",
        "phone": "+33240000001",
        "email": "accueil@example.org",
        "website": "https://example.org/",
        "opening_hours": "Mo-Fr 09:00-12:00",
        "accessibility_url": "https://acceslibre.example/1",
        "siret": "73282932000074",
        "siren": "732829320",
        "finess": "440000001",
        "publics": ["jeunes"],
        "networks": ["geiq"],
        "places": 20,
        "latitude": 47.31,
        "longitude": -2.21,
        "last_published_at": PUBLISHED,
    }
    if "commune" not in values:
        given["commune"] = port_fictif()
    made = Organisation.objects.create(**given | values)
    FollowUp.objects.create(organisation=made, referent=REFERENT, verified_on=date(2026, 5, 1))
    Service.objects.create(
        organisation=made, name="Atelier", description="Un atelier d’essai.", type="atelier", publics=["seniors"],
        fee="gratuit", eligible_zones=["44", "44999"],
        reception_modes=["en-presentiel"], mobilised_by=["usagers"], mobilisation_modes=["telephoner"],
        mobilisation_url="https://example.org/x",
    )  # fmt: skip
    return made


def from_source(organisation: Organisation, source: str = "finess", key: str = "440000001", **values: Any) -> None:
    given = {"source_date": date(2026, 8, 13), "read_at": datetime(2026, 9, 1, tzinfo=UTC)}
    OrganisationSource.objects.create(organisation=organisation, source=source, external_id=key, **given | values)
