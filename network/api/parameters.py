"""What addresses of the API may ask. Everything is bounded; what is not known is refused by its name."""

from datetime import date
from enum import Enum
from typing import Annotated, Any, get_origin

from data_inclusion.schema import v1
from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from network.models import OrganisationKind, TerritoryKind
from search.around import USUAL_RADIUS

from .problems import Refused, wrong_parameters

MOST = 100  # elements in a page
MOST_VALUES = 20
MOST_TOLD = 20  # parameters that one error explains
_VISIBLE = r"^[^\x00-\x1f\x7f]*$"

Words = Annotated[str, Field(max_length=200, pattern=_VISIBLE)]
PlaceName = Annotated[str, Field(max_length=100, pattern=_VISIBLE)]
TerritoryKey = Annotated[str, Field(max_length=60, pattern=r"^[a-zA-Z]+-[a-zA-Z0-9_-]+$")]
# Of `network.identifiers`: a wrong key is not refused, for the directory keeps numbers that have one.
Siret = Annotated[str, Field(pattern=r"^[0-9]{14}$")]
Finess = Annotated[str, Field(pattern=r"^[0-9][0-9AB][0-9]{7}$")]
Slug = Annotated[str, Field(max_length=120, pattern=r"^[a-zA-Z0-9_-]+$")]


class Parameters(BaseModel):
    """The parameters of one address; the description of each says what it expects."""

    model_config = ConfigDict(extra="forbid")


class Paging(Parameters):
    taille: int = Field(
        20, ge=1, le=MOST, description=f"Nombre d’éléments par page, de 1 à {MOST} (20 sans rien dire)."
    )
    curseur: str | None = Field(
        None,
        pattern=r"^[np][0-9]{1,15}$",
        description="Où reprendre : recopiez l’adresse `suivant` de la page d’avant, sans la composer vous-même.",
    )


class OrganisationParameters(Paging):
    q: Words | None = Field(None, description="Mots cherchés, 200 caractères au plus, sans caractère de contrôle.")
    territoire: TerritoryKey | None = Field(
        None, description="Clé d’un territoire connu, « commune-44184 » : ce qui y est ou y agit. Voir /territoires/."
    )
    genre: list[OrganisationKind] = Field(
        [], max_length=MOST_VALUES, description="Codes de genres de structures, répétables : l’un ou l’autre."
    )
    public: list[v1.Public] = Field(
        [], max_length=MOST_VALUES, description="Publics de data·inclusion, répétables : l’un ou l’autre."
    )
    theme: list[Slug] = Field([], max_length=MOST_VALUES, description="Codes de thèmes du portail, répétables.")
    reseau: list[v1.ReseauPorteur] = Field(
        [], max_length=MOST_VALUES, description="Réseaux porteurs de data·inclusion, répétables : l’un ou l’autre."
    )
    autour: PlaceName | None = Field(
        None, description="Un lieu connu : clé de territoire, nom de commune ou code postal. Les plus proches d’abord."
    )
    rayon: int = Field(
        USUAL_RADIUS,
        ge=1,
        le=100,
        description=f"Distance à `autour`, en kilomètres, de 1 à 100 ({USUAL_RADIUS} sans rien dire).",
    )
    siret: Siret | None = Field(None, description="Numéro SIRET : quatorze chiffres, sans espace.")
    finess: Finess | None = Field(None, description="Numéro FINESS d’établissement : neuf caractères, sans espace.")
    modifie_depuis: date | None = Field(
        None,
        ge=date(2000, 1, 1),
        le=date(2100, 1, 1),
        description="Un jour depuis 2000, « 2026-01-31 » : ce qui a changé ce jour-là ou après.",
    )


class ServiceParameters(Paging):
    organisation: int | None = Field(None, ge=1, le=10**15, description="Numéro d’une organisation.")
    territoire: TerritoryKey | None = Field(
        None, description="Clé d’un territoire connu : les services des organisations qui y sont ou y agissent."
    )
    type: list[v1.TypeService] = Field([], max_length=MOST_VALUES, description="Types de services, répétables.")
    thematique: list[v1.Thematique] = Field([], max_length=MOST_VALUES, description="Thématiques, répétables.")
    public: list[v1.Public] = Field([], max_length=MOST_VALUES, description="Publics de data·inclusion, répétables.")


class TerritoryParameters(Paging):
    niveau: TerritoryKind | None = Field(None, description="Niveau des territoires.")
    dans: TerritoryKey | None = Field(
        None, description="Clé d’un territoire connu : ceux qui en font partie directement."
    )
    q: PlaceName | None = Field(None, description="Début du nom, ou code entier ; 100 caractères au plus.")


class ProjectParameters(Paging):
    territoire: TerritoryKey | None = Field(None, description="Clé d’un territoire connu : les projets qui y agissent.")
    theme: list[Slug] = Field([], max_length=MOST_VALUES, description="Codes de thèmes du portail, répétables.")


class NoParameters(Parameters):
    pass


def read(model: type[Parameters], asked: QueryDict) -> Parameters:
    """What an address asks. Raises Problem, which explains every parameter that is wrong."""
    values: dict[str, Any] = {}
    for name, several in asked.lists():
        field = model.model_fields.get(name)
        many = field is not None and get_origin(field.annotation) is list
        values[name] = several if many or len(several) > 1 else several[0]
    try:
        return model.model_validate(values)
    except ValidationError as error:
        names = dict.fromkeys(str(each["loc"][0]) for each in error.errors(include_url=False, include_context=False))
    raise wrong_parameters(
        [Refused(parametre=name[:60], explication=_expected(model, name)) for name in list(names)[:MOST_TOLD]]
    )


def _expected(model: type[Parameters], name: str) -> str:
    known = model.model_fields
    if name not in known:
        offered = ", ".join(known) or _("aucun")
        return _("Ce paramètre n’existe pas ici. Paramètres possibles : %(names)s.") % {"names": offered}
    sentence = (
        _("Valeur refusée. Attendu : %(description)s")
        if get_origin(known[name].annotation) is list
        else _("Valeur refusée. Attendu, une seule fois : %(description)s")
    )
    expected = sentence % {"description": known[name].description}
    values = values_of(known[name].annotation)
    return f"{expected} {_('Valeurs possibles : %(values)s.') % {'values': ', '.join(values)}}" if values else expected


def values_of(annotation: Any) -> list[str]:
    """The values of a closed vocabulary, alone, optional or in a list; none of anything else."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(each.value) for each in annotation]
    return [value for inner in getattr(annotation, "__args__", ()) for value in values_of(inner)]
