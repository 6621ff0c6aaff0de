"""What editors see before publishing: every page type, and pages that are still almost empty."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from events.models import EventIndexPage
from network.models import Organisation, OrganisationKind, ProjectIndexPage
from resources.models import ResourceIndexPage
from tests.support.french import french

pytestmark = pytest.mark.usefixtures("founding")


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editrice"))
    return client


def test_every_page_can_be_previewed() -> None:
    pages = list(Page.objects.live().filter(depth__gt=1).order_by("path").specific())
    assert len({type(page) for page in pages}) >= 11
    for page in pages:
        assert page.make_preview_request().status_code == 200, page.title


def test_an_organisation_can_be_previewed() -> None:
    organisation = Organisation(name="Nouvelle fiche", slug="nouvelle-fiche", kind=OrganisationKind.ASSOCIATION)
    answer = organisation.make_preview_request()
    assert answer.status_code == 200
    assert "Nouvelle fiche" in answer.content.decode()


@pytest.mark.parametrize(
    ("section", "page_type", "choices"),
    [
        (ProjectIndexPage, ("network", "projectpage"), {}),
        (EventIndexPage, ("events", "eventpage"), {"kind": "colloque", "state": "annonce", "mode": "sur-place"}),
        (ResourceIndexPage, ("resources", "resourcepage"), {"kind": "guide", "status": "annonce"}),
    ],
)
def test_a_page_that_has_only_a_title_can_be_previewed(
    editor: Client, section: type[Page], page_type: tuple[str, str], choices: dict[str, str]
) -> None:
    """Through the admin's own address, as the preview panel does while somebody types."""
    parent = french(section)
    form: dict[str, object] = {"title": "Presque rien", "slug": "presque-rien", **choices}
    form |= {f"{name}-{key}": 0 for name in INLINES for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    form |= dict.fromkeys((f"{name}-count" for name in STREAMS), 0) | dict.fromkeys(RICH_TEXTS, "null")
    address = reverse("wagtailadmin_pages:preview_on_add", args=[*page_type, parent.pk])
    answer = editor.post(address, form)
    assert answer.json() == {"is_valid": True, "is_available": True}
    shown = editor.get(f"{address}?mode=")
    assert shown.status_code == 200
    assert "Presque rien" in shown.content.decode()


RICH_TEXTS = ["presentation", "description", "access"]
INLINES = ["comments", "territory_links", "voices", "publics", "team", "partners", "funding", "files"]
STREAMS = [
    "accessibility",
    "programme",
    "context",
    "stakes",
    "objectives",
    "innovation",
    "cooperation",
    "principles",
    "pathway",
    "phases",
    "body",
]
