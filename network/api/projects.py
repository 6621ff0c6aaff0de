"""Projects of the network that everyone may read."""

from datetime import datetime

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from network.exports.records import PlaceRecord
from network.models import ProjectPage
from network.models.project import ProjectQuerySet
from network.project_facts import facts_of
from search.understanding import active_language

from .endpoint import Here
from .paging import Page, by_number
from .parameters import NoParameters, ProjectParameters
from .places import known_territory, known_themes
from .problems import not_found


class PartnerRecord(BaseModel):
    """Une organisation qui prend part à un projet."""

    organisation: int | None = Field(description="Son numéro, si sa fiche est publiée.")
    nom: str = Field(description="Son nom.")
    relation: str = Field(description="Code de ce qu’elle y fait : porteur, pilote, partenaire…")


class ProjectRecord(BaseModel):
    """Un projet du réseau."""

    id: int = Field(description="Numéro permanent.")
    url: str = Field(description="Adresse de sa page.")
    titre: str = Field(description="Titre.")
    sigle: str | None = Field(description="Sigle.")
    nom_complet: str | None = Field(description="Nom développé.")
    resume: str | None = Field(description="Le projet en bref.")
    etat: str | None = Field(description="Code de son état.")
    debut: str | None = Field(description="Début : « 2020 », « 2020-07 » ou « 2020-07-31 ».")
    fin: str | None = Field(description="Fin, de même.")
    territoires: list[PlaceRecord] = Field(description="Là où il agit.")
    themes: list[str] = Field(description="Thèmes du portail.")
    partenaires: list[PartnerRecord] = Field(description="Porteurs et partenaires.")
    faits: dict[str, list[str]] = Field(description="Tout ce que dit la page, en phrases, rubrique par rubrique.")
    modifie_le: datetime | None = Field(description="Dernière publication.")


class ProjectList(Page[ProjectRecord]):
    """Une page de projets."""


def public() -> ProjectQuerySet:
    return ProjectPage.objects.public_in_language(active_language()).with_facts()


def listed(asked: ProjectParameters, here: Here) -> ProjectList:
    projects = public()
    if asked.territoire:
        projects = projects.within(known_territory("territoire", asked.territoire))
    if themes := known_themes(asked.theme):
        projects = projects.filter(themes__in=themes).distinct()
    total, following, elements = by_number(projects, asked, here, lambda page: project_record(page, here.base))
    return ProjectList(total=total, suivant=following, elements=elements)


def one(asked: NoParameters, here: Here, number: int) -> ProjectRecord:
    page = public().filter(pk=number).first()
    if page is None:
        raise not_found(_("Aucun projet publié n’a le numéro %(number)d.") % {"number": number})
    return project_record(page, here.base)


def project_record(page: ProjectPage, base: str) -> ProjectRecord:
    """From a project loaded by `with_facts`."""
    return ProjectRecord(
        id=page.pk,
        url=base + page.get_url(),
        titre=page.title,
        sigle=page.acronym or None,
        nom_complet=page.full_name or None,
        resume=page.summary or None,
        etat=page.status or None,
        debut=page.start or None,
        fin=page.end or None,
        territoires=[PlaceRecord(cle=territory.key, nom=territory.name) for territory in page.territories],
        themes=[theme.slug for theme in page.themes.all()],
        partenaires=[
            PartnerRecord(
                organisation=link.organisation_id if link.organisation.live else None,
                nom=link.organisation.name,
                relation=link.relation,
            )
            for link in page.partners.all()
        ],
        faits=facts_of(page),
        modifie_le=page.last_published_at,
    )
