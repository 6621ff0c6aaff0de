"""Images that say nothing to who does not see them."""

from typing import Any

import pytest
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex

from accounts.models import User
from cms.models import ContentPage, SiteImage
from cms.reports.alternatives import _lacking
from network.models import ProjectPage
from tests.cms.upkeep.making import editor, home
from tests.support.french import french

from .test_reports import rows

pytestmark = pytest.mark.usefixtures("founding")


def test_pages_whose_image_says_nothing(client: Client) -> None:
    image = SiteImage.objects.create(title="Atelier", file=get_test_image_file())
    for title, alternative in (("Parlante", "Deux personnes à l’établi"), ("Muette", "")):
        page: Any = home().add_child(instance=ContentPage(title=title))
        page.body = [("figure", {"image": image, "alternative": alternative, "caption": ""})]
        page.save()  # As one that was published before its words were asked for.
        ReferenceIndex.create_or_update_for_object(page)
    client.force_login(User.objects.create_superuser("administratrice"))
    found = rows(client, "images-sans-texte")
    assert set(found) == {"Muette"} and "1 image sans texte" in found["Muette"]
    assert set(rows(client, "images-sans-texte", genre="network.projectpage")) == set()
    ContentPage.objects.get(title="Muette").unpublish()
    assert set(rows(client, "images-sans-texte")) == set()
    client.force_login(editor(below=french(ProjectPage, slug="pcti")))
    assert set(rows(client, "images-sans-texte")) == set()


@pytest.mark.parametrize(
    ("block", "count"),
    [
        ({"image": 1, "alternative": ""}, 1),
        ({"image": 1, "alt_text": "", "decorative": False}, 1),
        ({"image": 1, "alt_text": "", "decorative": True}, 0),
        ({"image": 1, "alt_text": "Un atelier", "decorative": False}, 0),
        ({"image": None, "alternative": ""}, 0),
        ({"image": 1, "caption": ""}, 0),
        ({"items": [{"value": {"image": 1, "alternative": ""}}, {"value": {"image": 2, "alternative": ""}}]}, 2),
    ],
)
def test_any_block_that_holds_an_image_is_looked_into(block: dict[str, Any], count: int) -> None:
    assert len(list(_lacking([{"type": "figure", "value": block, "id": "x"}]))) == count
