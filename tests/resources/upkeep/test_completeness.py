"""How complete records are."""

from typing import Any

import pytest

from cms.models import Theme
from network.models import Organisation
from resources.completeness import CRITERIA, LONG_ENOUGH, missing_from, with_completeness
from resources.models import FileRole, ResourceFile, ResourcePage, ResourceStatus

from .making import file, resource

pytestmark = pytest.mark.usefixtures("founding")


def row(page: ResourcePage) -> Any:
    return with_completeness(ResourcePage.objects.filter(pk=page.pk)).get()


def complete() -> dict[str, Any]:
    return {
        "summary": "Un guide.", "description": f"<p>{'x' * LONG_ENOUGH}</p>", "date": "2026", "authors": "Collectif",
        "licence": "etalab-2.0", "themes": [Theme.objects.order_by("pk").first()], "publics": ["jeunes"],
        "territories": [Organisation.objects.exclude(territory=None).order_by("pk").first().territory],
    }  # fmt: skip


def named(*names: str) -> list[str]:
    return [str(each.label) for each in CRITERIA if each.name in names]


def test_a_complete_record_lacks_nothing() -> None:
    page = resource("Complète", documents=(file("Guide", accessibility="oui"),), **complete())
    assert row(page).completeness == 1 and missing_from(row(page)) == []


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"summary": ""}, "resume"),
        ({"description": "<p>Court.</p>"}, "description"),
        ({"date": ""}, "date"),
        ({"authors": ""}, "auteurs"),
        ({"licence": ""}, "licence"),
        ({"themes": []}, "themes"),
        ({"territories": []}, "lieu"),
        ({"publics": []}, "publics"),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, Any], missing: str) -> None:
    page = resource("Incomplète", documents=(file("Guide", accessibility="oui"),), **complete() | changed)
    assert missing_from(row(page)) == named(missing)
    assert row(page).completeness == pytest.approx(9 / 10)


def test_an_empty_record() -> None:
    page = resource("Vide")
    # Nothing to be accessible yet.
    assert missing_from(row(page)) == [str(each.label) for each in CRITERIA[:-1]]
    assert row(page).completeness == 0


def test_who_publishes_stands_for_authors() -> None:
    page = resource("Éditée", publisher=Organisation.objects.order_by("pk").first(), **complete() | {"authors": ""})
    assert missing_from(row(page)) == named("contenu")


@pytest.mark.parametrize(
    ("status", "values", "missing"),
    [
        (ResourceStatus.ANNOUNCED, {"expected": "2027"}, ()),
        (ResourceStatus.ANNOUNCED, {"date_note": "en fin de projet"}, ()),
        (ResourceStatus.ANNOUNCED, {}, ("date",)),
        (ResourceStatus.WITHDRAWN, {"date": "2020"}, ()),
        (ResourceStatus.PUBLISHED, {"expected": "2027"}, ("date", "licence", "contenu")),
    ],
)
def test_what_does_not_apply_is_not_asked(status: str, values: dict[str, Any], missing: tuple[str, ...]) -> None:
    page = resource("À venir", status=status, **complete() | {"date": "", "licence": ""} | values)
    assert missing_from(row(page)) == named(*missing)


@pytest.mark.parametrize("way", ["address", "easy to read", "confirmed", "not accessible"])
def test_an_accessible_version(way: str) -> None:
    """An address elsewhere is not ours to judge."""
    document = file("Guide", accessibility={"confirmed": "oui", "not accessible": "non"}.get(way, ""))
    page: Any = resource("Guide", **complete())
    page.files = [ResourceFile(label="Le guide", document=document)]
    if way == "address":
        page.files = [ResourceFile(label="Le guide", url="https://un.example/")]
    if way == "easy to read":
        page.files.add(ResourceFile(label="FALC", document=file("FALC"), role=FileRole.EASY))
    page.save_revision().publish()
    assert missing_from(row(page)) == (named("accessible") if way == "not accessible" else [])


def test_a_draft_in_progress_is_not_looked_at() -> None:
    page: Any = resource("Publiée", summary="Un guide.")
    page.summary = ""
    page.save_revision()
    assert named("resume")[0] not in missing_from(row(page))
