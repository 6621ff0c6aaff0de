"""Every address of the API."""

from network.exports.records import OrganisationRecord, ServiceRecord

from . import organisations, projects, services, territories
from .endpoint import Endpoint
from .parameters import (
    NoParameters,
    OrganisationParameters,
    ProjectParameters,
    ServiceParameters,
    TerritoryParameters,
)

ENDPOINTS = [
    Endpoint(
        "api_organisations",
        "organisations/",
        "Les organisations de l’annuaire",
        OrganisationParameters,
        organisations.OrganisationList,
        organisations.listed,
        "organisations/?genre=esat&taille=10",
    ),
    Endpoint(
        "api_organisation",
        "organisations/<int:number>/",
        "Une organisation, par son numéro",
        NoParameters,
        OrganisationRecord,
        organisations.one,
        moves=True,
    ),
    Endpoint(
        "api_services",
        "services/",
        "Les services qu’elles proposent",
        ServiceParameters,
        services.ServiceList,
        services.listed,
        "services/?public=jeunes",
    ),
    Endpoint(
        "api_service",
        "services/<int:number>/",
        "Un service, par son numéro",
        NoParameters,
        ServiceRecord,
        services.one,
    ),
    Endpoint(
        "api_territories",
        "territoires/",
        "Les territoires",
        TerritoryParameters,
        territories.TerritoryList,
        territories.listed,
        "territoires/?niveau=region",
    ),
    Endpoint(
        "api_territory",
        "territoires/<slug:key>/",
        "Un territoire, par sa clé",
        NoParameters,
        territories.TerritoryRecord,
        territories.one,
    ),
    Endpoint(
        "api_projects",
        "projets/",
        "Les projets du réseau",
        ProjectParameters,
        projects.ProjectList,
        projects.listed,
        "projets/",
    ),
    Endpoint(
        "api_project",
        "projets/<int:number>/",
        "Un projet, par son numéro",
        NoParameters,
        projects.ProjectRecord,
        projects.one,
    ),
]
