"""Menus tell of nothing that is closed."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.support.french import french

pytestmark = pytest.mark.usefixtures("founding")


def menus(client: Client) -> str:
    text = client.get("/contact/").content.decode()
    return text[: text.index("<main")] + text[text.index("</main>") :]


@pytest.mark.parametrize("closed", ["projets", "home"])
def test_a_closed_section_is_in_no_menu(client: Client, closed: str) -> None:
    assert 'href="/projets/"' in menus(client)
    page = french(Page, slug=closed) if closed != "home" else french(Page, depth=2)
    restriction = PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN)
    restriction.save()
    if closed == "home":
        assert client.get("/contact/").status_code == 302
    else:
        assert 'href="/projets/"' not in menus(client)
        assert 'href="/annuaire/"' in menus(client)
