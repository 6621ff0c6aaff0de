"""Territories of the official geography, and named areas of projects."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from network.models import AliasReason, Territory
from network.names import folded
from network.territory_facets import named

from .endpoint import Here
from .paging import Page, by_number
from .parameters import NoParameters, TerritoryParameters
from .places import known_territory
from .problems import not_found


class AliasRecord(BaseModel):
    """Un autre code ou un autre nom d’un territoire."""

    code: str = Field(description="Code officiel, le sien ou celui qu’il remplace.")
    nom: str | None = Field(description="Nom.")
    raison: str = Field(description=f"Pourquoi il mène à ce territoire : {', '.join(AliasReason.values)}.")
    depuis: date | None = Field(description="Jour depuis lequel il y mène.")


class TerritoryRecord(BaseModel):
    """Un territoire."""

    cle: str = Field(description="Clé : le niveau et le code officiel, « commune-44184 ».")
    url: str = Field(description="Adresse de sa page.")
    niveau: str = Field(description="Niveau : region, departement, epci, commune…")
    code: str = Field(description="Code officiel géographique de l’INSEE ; un nom court pour un secteur.")
    nom: str = Field(description="Nom.")
    fait_partie_de: str | None = Field(description="Clé du territoire plus grand dont il fait partie.")
    epci: str | None = Field(description="Clé de l’intercommunalité d’une commune.")
    alias: list[AliasRecord] = Field(
        description="Ce qui le désigne aussi : anciennes communes, communes déléguées, arrondissements, anciens noms."
    )
    codes_postaux: list[str] = Field(description="Codes postaux d’une commune.")
    population: int | None = Field(description="Nombre d’habitants.")
    latitude: float | None = Field(description="Latitude du milieu, en degrés (WGS 84).")
    longitude: float | None = Field(description="Longitude du milieu, en degrés (WGS 84).")
    fuseau_horaire: str = Field(description="Fuseau horaire (base IANA).")


class TerritoryList(Page[TerritoryRecord]):
    """Une page de territoires."""


def listed(asked: TerritoryParameters, here: Here) -> TerritoryList:
    territories = _told()
    if asked.niveau:
        territories = territories.filter(kind=asked.niveau)
    if asked.dans:
        territories = territories.filter(parent=known_territory("dans", asked.dans))
    if asked.q:
        # What has neither letter nor digit begins no name.
        name = folded(asked.q)
        territories = territories.filter(
            Q(folded_name__startswith=name) | Q(code__iexact=asked.q.strip()) if name else Q(pk=None)
        )
    total, following, elements = by_number(territories, asked, here, lambda each: territory_record(each, here.base))
    return TerritoryList(total=total, suivant=following, elements=elements)


def one(asked: NoParameters, here: Here, key: str) -> TerritoryRecord:
    territory = _told().filter(pk__in=named([key.lower()]).values("pk")).first()
    if territory is None:
        raise not_found(_("Aucun territoire n’a cette clé. Une clé ressemble à « commune-44184 »."))
    return territory_record(territory, here.base)


def _told() -> QuerySet[Territory]:
    return Territory.objects.select_related("parent", "epci").prefetch_related("aliases")


def territory_record(territory: Territory, base: str) -> TerritoryRecord:
    """From a territory loaded by `_told`."""
    return TerritoryRecord(
        cle=territory.key,
        url=base + territory.get_absolute_url(),
        niveau=territory.kind,
        code=territory.code,
        nom=territory.name,
        fait_partie_de=territory.parent.key if territory.parent else None,
        epci=territory.epci.key if territory.epci else None,
        alias=[
            AliasRecord(code=each.code, nom=each.name or None, raison=each.reason, depuis=each.since)
            for each in territory.aliases.all()
        ],
        codes_postaux=territory.postcodes.split(),
        population=territory.population,
        latitude=territory.latitude,
        longitude=territory.longitude,
        fuseau_horaire=territory.time_zone,
    )
