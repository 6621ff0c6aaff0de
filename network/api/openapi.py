"""The description of the API for programs (OpenAPI 3.1), made from the endpoints themselves."""

import re
from functools import cache
from typing import Any

from django.conf import settings
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .endpoint import Endpoint
from .endpoints import ENDPOINTS
from .parameters import Parameters, values_of
from .problems import CONTENT_TYPE, ProblemDetails

Json = dict[str, Any]
ROOT = "/api/v1"
REFERENCE = "#/components/schemas/{model}"
_CAPTURED = re.compile(r"<(?P<converter>\w+):(?P<name>\w+)>")
_CAPTURED_SCHEMAS: dict[str, Json] = {
    "int": {"type": "integer", "minimum": 0},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
}
_CAPTURED_ABOUT = {"number": "Numéro permanent.", "key": "Clé du territoire, « commune-44184 »."}


@cache
def described() -> Json:
    """The whole document, the same in every process."""
    models: list[type[BaseModel]] = [*(endpoint.answer for endpoint in ENDPOINTS), ProblemDetails]
    references, definitions = models_json_schema(
        [(model, "serialization") for model in dict.fromkeys(models)], ref_template=REFERENCE
    )
    schemas = {model: reference for (model, _mode), reference in references.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"API de {settings.WAGTAIL_SITE_NAME}",
            "version": "1",
            "description": "Lecture seule, sans clé. Ce qui est écrit ici ne change pas sous /api/v1/ ; des champs "
            "peuvent s’y ajouter. Une page donne l’adresse de la suivante. Gardez l’ETag d’une réponse et renvoyez-le "
            "dans If-None-Match : rien n’est renvoyé si rien n’a changé.",
            "license": {
                "name": "Licence Ouverte 2.0, pour ce que le portail écrit lui-même",
                "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
            },
        },
        "servers": [{"url": ROOT}],
        "paths": {_template(endpoint): {"get": _operation(endpoint, schemas)} for endpoint in ENDPOINTS},
        "components": {"schemas": definitions.get("$defs", {})},
    }


def _template(endpoint: Endpoint) -> str:
    return "/" + _CAPTURED.sub(r"{\g<name>}", endpoint.path)


def _operation(endpoint: Endpoint, schemas: dict[Any, Json]) -> Json:
    captured = [(match["converter"], match["name"]) for match in _CAPTURED.finditer(endpoint.path)]
    problem = {CONTENT_TYPE: {"schema": schemas[ProblemDetails]}}
    responses: Json = {
        "200": {
            "description": "Ce qui était demandé.",
            "headers": {"ETag": {"description": "À renvoyer dans If-None-Match.", "schema": {"type": "string"}}},
            "content": {"application/json": {"schema": schemas[endpoint.answer]}},
        },
        "304": {"description": "Rien n’a changé depuis l’ETag donné dans If-None-Match."},
        "400": {"description": "Un paramètre est refusé : la réponse dit lequel.", "content": problem},
    }
    if captured:
        responses["404"] = {"description": "Rien de publié ne porte ce numéro ou cette clé.", "content": problem}
    if endpoint.moves:
        responses["301"] = {"description": "La fiche a été fondue dans une autre, dont voici l’adresse."}
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [*(_path_parameter(*each) for each in captured), *query_parameters(endpoint.parameters)],
        "responses": dict(sorted(responses.items())),
    }


def _path_parameter(converter: str, name: str) -> Json:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": _CAPTURED_ABOUT[name],
        "schema": _CAPTURED_SCHEMAS[converter],
    }


def query_parameters(model: type[Parameters]) -> list[Json]:
    """{name, in, description, schema} of each; the values of a closed vocabulary are in its schema."""
    properties = model.model_json_schema().get("properties", {})
    return [
        {
            "name": name,
            "in": "query",
            "description": field.description,
            "schema": _schema(properties[name], values_of(field.annotation)),
        }
        for name, field in model.model_fields.items()
    ]


def _schema(written: Json, values: list[str]) -> Json:
    """What pydantic wrote of a field, without null, which no address says; `values` in place of a reference."""
    [schema] = [each for each in written.get("anyOf", [written]) if each.get("type") != "null"]
    schema = {name: value for name, value in schema.items() if name not in ("title", "description", "$ref")}
    if schema.get("default", 0) in (None, []):
        del schema["default"]
    if values and schema.get("type") == "array":
        return schema | {"items": {"type": "string", "enum": values}}
    return {"type": "string", "enum": values} if values else schema
