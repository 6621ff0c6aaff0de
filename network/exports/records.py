"""What files and the API say of an organisation and of a service: one shape, whose descriptions are its documentation.

Names are those of data·inclusion where it has one. What is unknown is null, or an empty list.
"""

import math
from datetime import date
from typing import Literal

from django.utils import timezone
from pydantic import BaseModel, Field

from network.models import FollowUp, Organisation, OrganisationKind, Service, Territory
from network.territory_facets import point_of
from search.distances import Point

# Django looks for a label among all of them, translated each time: most of the calls that a file cost.
_KINDS = dict(OrganisationKind.choices)


class PlaceRecord(BaseModel):
    """Un territoire, en bref."""

    cle: str = Field(description="Clé du territoire : son niveau et son code, « commune-44184 ».")
    nom: str = Field(description="Nom du territoire.")


class SourceRecord(BaseModel):
    """Une source qui a parlé de cette organisation."""

    source: str = Field(description="Nom court de la source.")
    identifiant: str = Field(description="Identifiant de l’organisation chez elle.")
    mise_a_jour: date | None = Field(description="Dernière mise à jour chez elle.")


class OrganisationRecord(BaseModel):
    """Une organisation de l’annuaire."""

    id: int = Field(description="Numéro permanent : il survit aux changements de nom et d’adresse.")
    url: str = Field(description="Adresse de la fiche.")
    nom: str = Field(description="Nom.")
    sigle: str | None = Field(description="Sigle.")
    genre: str = Field(description="Code du genre de structure.")
    genre_libelle: str = Field(description="Genre de structure, en clair.")
    ensemble: bool = Field(description="Vrai si la fiche désigne plusieurs structures à la fois.")
    presentation: str | None = Field(description="Présentation.")
    rattachee_a: int | None = Field(description="Numéro de l’organisation à laquelle elle est rattachée.")
    territoire: PlaceRecord | None = Field(description="Là où elle agit.")
    adresse: str | None = Field(description="Bâtiment, numéro et voie.")
    code_postal: str | None = Field(description="Code postal.")
    commune: PlaceRecord | None = Field(description="Commune où elle est.")
    latitude: float | None = Field(description="Latitude, en degrés (WGS 84).")
    longitude: float | None = Field(description="Longitude, en degrés (WGS 84).")
    position: Literal["lieu", "approximative"] | None = Field(
        description="« lieu » : le point est celui de la structure ; « approximative » : le milieu de sa commune."
    )
    telephone: str | None = Field(description="Téléphone (E.164).")
    courriel: str | None = Field(description="Adresse électronique.")
    site_web: str | None = Field(description="Site.")
    horaires_accueil: str | None = Field(description="Horaires d’accueil, au format d’OpenStreetMap.")
    accessibilite_lieu: str | None = Field(description="Page d’Acceslibre.")
    themes: list[str] = Field(description="Thèmes du portail.")
    publics: list[str] = Field(description="Publics, dans les mots de data·inclusion.")
    reseaux: list[str] = Field(description="Réseaux porteurs, dans les mots de data·inclusion.")
    places: int | None = Field(description="Nombre de places.")
    siret: str | None = Field(description="Numéro SIRET.")
    siren: str | None = Field(description="Numéro SIREN.")
    finess: str | None = Field(description="Numéro FINESS.")
    categorie_finess: str | None = Field(description="Catégorie d’établissement de FINESS.")
    rna: str | None = Field(description="Numéro du Répertoire national des associations.")
    fermee_le: date | None = Field(description="Jour de la fermeture.")
    verifiee_le: date | None = Field(description="Dernier jour où quelqu’un a vérifié la fiche.")
    modifiee_le: date | None = Field(description="Dernière publication, ou dernière mise à jour chez la source.")
    services: list[int] = Field(description="Numéros de ses services.")
    sources: list[SourceRecord] = Field(description="D’où viennent ses données, quand le portail les a reprises.")


class ServiceRecord(BaseModel):
    """Un service qu’une organisation propose, dans les mots de data·inclusion."""

    id: int = Field(description="Numéro permanent.")
    organisation: int = Field(description="Numéro de l’organisation qui le propose.")
    nom: str = Field(description="Nom.")
    description: str = Field(description="Description.")
    type: str | None = Field(description="Type de service.")
    thematiques: list[str] = Field(description="Thématiques.")
    publics: list[str] = Field(description="Publics visés.")
    publics_precisions: str | None = Field(description="Publics visés, en clair.")
    conditions_acces: str | None = Field(description="Conditions d’accès.")
    frais: str | None = Field(description="Gratuit ou payant.")
    frais_precisions: str | None = Field(description="Frais, en clair.")
    modes_accueil: list[str] = Field(description="En présence, à distance.")
    zone_eligibilite: list[str] = Field(description="Codes des territoires des personnes qui y ont droit.")
    modes_mobilisation: list[str] = Field(description="Comment le demander.")
    mobilisable_par: list[str] = Field(description="Qui peut le demander.")
    mobilisation_precisions: str | None = Field(description="Comment le demander, en clair.")
    lien_mobilisation: str | None = Field(description="Adresse pour le demander.")
    modifie_le: date | None = Field(description="Dernière mise à jour connue.")


def organisation_record(organisation: Organisation, base: str) -> OrganisationRecord:
    """From an organisation loaded by `selection.told`; `base` is the portal's own address: "https://host"."""
    point, exact = position(organisation)
    parent = organisation.parent
    follow_up: FollowUp | None = getattr(organisation, "follow_up", None)
    return OrganisationRecord(
        id=organisation.pk,
        url=base + organisation.get_absolute_url(),
        nom=organisation.name,
        sigle=organisation.acronym or None,
        genre=organisation.kind,
        genre_libelle=str(_KINDS.get(organisation.kind, organisation.kind)),
        ensemble=organisation.is_group,
        presentation=organisation.description or None,
        rattachee_a=parent.pk if parent and parent.live else None,
        territoire=_place(organisation.territory),
        adresse=organisation.address or None,
        code_postal=organisation.postcode or None,
        commune=_place(organisation.commune),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        position=("lieu" if exact else "approximative") if point else None,
        telephone=organisation.phone or None,
        courriel=organisation.email or None,
        site_web=organisation.website or None,
        horaires_accueil=organisation.opening_hours or None,
        accessibilite_lieu=organisation.accessibility_url or None,
        themes=[theme.slug for theme in organisation.themes.all()],
        publics=organisation.publics,
        reseaux=organisation.networks,
        places=organisation.places,
        siret=organisation.siret or None,
        siren=organisation.siren or None,
        finess=organisation.finess or None,
        categorie_finess=organisation.finess_category or None,
        rna=organisation.rna or None,
        fermee_le=organisation.closed_on,
        verifiee_le=follow_up.verified_on if follow_up else None,
        modifiee_le=modified_on(organisation),
        services=[service.pk for service in organisation.services.all()],
        sources=[
            SourceRecord(source=each.source, identifiant=each.external_id, mise_a_jour=each.source_date)
            for each in organisation.sources.all()
        ],
    )


def service_record(service: Service) -> ServiceRecord:
    """From a service whose organisation is loaded by `selection.told`."""
    return ServiceRecord(
        id=service.pk,
        organisation=service.organisation_id,
        nom=service.name,
        description=service.description,
        type=service.type or None,
        thematiques=service.subjects,
        publics=service.publics,
        publics_precisions=service.publics_note or None,
        conditions_acces=service.access_conditions or None,
        frais=service.fee or None,
        frais_precisions=service.fee_note or None,
        modes_accueil=service.reception_modes,
        zone_eligibilite=eligible_zones(service),
        modes_mobilisation=service.mobilisation_modes,
        mobilisable_par=service.mobilised_by,
        mobilisation_precisions=service.mobilisation_note or None,
        lien_mobilisation=service.mobilisation_url or None,
        modifie_le=service_modified_on(service),
    )


def eligible_zones(service: Service) -> list[str]:
    """Its codes; nothing of what somebody wrote there that is no list of codes."""
    zones = service.eligible_zones
    return [code for code in zones if isinstance(code, str)] if isinstance(zones, list) else []


def position(organisation: Organisation) -> tuple[Point | None, bool]:
    """(latitude, longitude) and whether it is the organisation's own door, not the middle of its commune."""
    if organisation.point and all(map(math.isfinite, organisation.point)):
        return organisation.point, True
    if organisation.commune:
        return organisation.commune.point, False
    return point_of(organisation.own_territories), False


def modified_on(organisation: Organisation) -> date | None:
    """The latest of its publication and of what its sources say; a day to come is a mistake of theirs."""
    published, today = organisation.last_published_at, timezone.localdate()
    days = [each.source_date for each in organisation.sources.all() if each.source_date and each.source_date <= today]
    return max([*days, timezone.localdate(published)] if published else days, default=None)


def service_modified_on(service: Service) -> date | None:
    """What its source says, else the day of its organisation."""
    known = service.source_date
    return known if known and known <= timezone.localdate() else modified_on(service.organisation)


def _place(territory: Territory | None) -> PlaceRecord | None:
    return PlaceRecord(cle=territory.key, nom=territory.name) if territory else None
