"""The description of the API is valid, and true."""

import copy
import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from network.api.endpoints import ENDPOINTS
from network.api.openapi import described
from network.models import Organisation, ProjectPage, Service
from tests.network.directory import from_source, maison_essai

Json = dict[str, Any]


def document(client: Client) -> Json:
    told: Json = json.loads(client.get("/api/v1/openapi.json").content)
    return told


def judge(answer: HttpResponse, operation: Json, told: Json) -> None:
    """The answer is one of those that the operation promises."""
    promised = operation["responses"][str(answer.status_code)]
    [(content_type, content)] = promised["content"].items()
    assert answer["Content-Type"] == content_type
    schema = content["schema"] | {"components": told["components"]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
        json.loads(answer.content)
    )


def test_it_is_a_valid_description(client: Client) -> None:
    told = document(client)
    validate(told)
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) >= {"/organisations/", "/organisations/{number}/", "/territoires/{key}/", "/projets/"}
    broken = copy.deepcopy(told)
    del broken["info"]
    with pytest.raises(OpenAPIValidationError, match="info"):
        validate(broken)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_answer_is_the_one_described(client: Client, founding: None, endpoint: Any) -> None:
    organisation = maison_essai(parent=Organisation.objects.get(slug="agefiph"))
    from_source(organisation)
    numbers = {
        "organisations": organisation.pk,
        "services": Service.objects.get().pk,
        "projets": ProjectPage.objects.get(slug="ser-sip", locale__language_code="fr").pk,
    }
    told = document(client)
    template = "/" + endpoint.path.replace("<int:number>", "{number}").replace("<slug:key>", "{key}")
    operation = told["paths"][template]["get"]
    address = template.format(number=numbers.get(template.split("/")[1]), key="commune-44184")
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == 200 and "referent.example" not in answer.content.decode()
    judge(answer, operation, told)
    refused = client.get(f"/api/v1{address}?inconnu=1")
    assert refused.status_code == 400
    judge(refused, operation, told)
    if "{" in template:
        missing = client.get("/api/v1" + template.format(number=10**12, key="commune-00000"))
        assert missing.status_code == 404
        judge(missing, operation, told)
    with pytest.raises(ValidationError):
        judge(HttpResponse(b"{}", content_type="application/json"), operation, told)


def test_every_answer_with_words_or_around_a_place_is_too(client: Client, founding: None) -> None:
    told = document(client)
    for question in ("q=formation", "autour=carbet&rayon=50"):
        answer = client.get(f"/api/v1/organisations/?{question}")
        assert answer.json()["elements"]
        judge(answer, told["paths"]["/organisations/"]["get"], told)


def test_everything_that_can_be_asked_is_described_in_french() -> None:
    for path in described()["paths"].values():
        for parameter in path["get"]["parameters"]:
            assert parameter["description"].endswith(".")
            assert parameter["schema"]["type"] in ("string", "integer", "array")
            assert "$ref" not in json.dumps(parameter)
    descriptions = [one.get("description", "") for one in described()["components"]["schemas"].values()]
    assert all(descriptions)
