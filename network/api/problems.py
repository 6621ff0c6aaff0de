"""Errors that programs and people understand: problem details (RFC 9457), in French, saying what to do."""

from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

CONTENT_TYPE = "application/problem+json"


class Refused(BaseModel):
    """Ce qui ne va pas dans un paramètre."""

    parametre: str = Field(description="Nom du paramètre.")
    explication: str = Field(description="Ce qui ne va pas, et que faire.")


class ProblemDetails(BaseModel):
    """Une erreur (RFC 9457)."""

    model_config = ConfigDict(title="Probleme")

    type: str = Field(default="about:blank", description="Sorte d’erreur ; « about:blank » : celle que dit `status`.")
    title: str = Field(description="L’erreur, en quelques mots.")
    status: int = Field(description="Code HTTP.")
    detail: str = Field(description="Ce qui s’est passé, et que faire.")
    parametres: list[Refused] = Field(default=[], description="Les paramètres refusés, un par un.")


class Problem(Exception):
    """An answer that is an error."""

    def __init__(self, status: HTTPStatus, title: str, detail: str, refused: list[Refused] | None = None) -> None:
        super().__init__(detail)
        self.details = ProblemDetails(title=title, status=status.value, detail=detail, parametres=refused or [])

    def response(self) -> HttpResponse:
        return HttpResponse(self.details.model_dump_json(), content_type=CONTENT_TYPE, status=self.details.status)


def wrong_parameters(refused: list[Refused]) -> Problem:
    """The answer to a question that says `refused`; none of it is done."""
    told = " ".join(f"« {each.parametre} » : {each.explication}" for each in refused)
    return Problem(HTTPStatus.BAD_REQUEST, _("Paramètres refusés"), told, refused)


def wrong_parameter(name: str, explanation: str) -> Problem:
    return wrong_parameters([Refused(parametre=name, explication=explanation)])


def not_found(detail: str) -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, _("Introuvable"), detail)


def method_refused() -> Problem:
    return Problem(
        HTTPStatus.METHOD_NOT_ALLOWED,
        _("Lecture seule"),
        _("Cette API ne fait que lire : utilisez GET ou HEAD."),
    )
