"""Every block says what it is for, and is shown before it is chosen."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms import components
from cms.models import ContentPage

OFFERED = list(ContentPage._meta.get_field("body").stream_block.child_blocks)


@pytest.mark.parametrize("name", OFFERED)
def test_a_block_says_what_it_is(name: str) -> None:
    block = ContentPage._meta.get_field("body").stream_block.child_blocks[name]
    assert block.meta.icon not in ("", "placeholder")
    assert str(block.label) and str(block.meta.label) == str(block.label)
    assert str(block.get_description()).endswith(".")
    assert block.meta.group
    assert components.component(block.component).examples


@pytest.mark.parametrize("name", OFFERED)
def test_a_block_is_shown_before_it_is_chosen(editor: Client, name: str) -> None:
    block = ContentPage._meta.get_field("body").stream_block.child_blocks[name]
    assert block.is_previewable
    answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one('link[href*="components"]')
    assert soup.select_one(".block-preview *")
    assert soup.select_one(".block-preview").get_text(strip=True) or soup.select_one(".block-preview img")


def test_every_app_adds_its_own() -> None:
    assert {"listing", "documents", "event", "table", "video"} <= set(OFFERED)
    listing = ContentPage._meta.get_field("body").stream_block.child_blocks["listing"]
    assert {"territory", "theme"} <= set(listing.child_blocks)
