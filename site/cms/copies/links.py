"""What rich text refers to: pages, documents and images, by the number that its tags give."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

# Draftail's own mark of a paragraph, which means nothing elsewhere.
_BLOCK_KEY = "data-block-key"


def relinked(html: str, change: Callable[[type[models.Model], str], Any]) -> str:
    """`html` with the number of each reference changed; a link whose new number is None leaves its text alone.

    Whatever was badly nested is closed.
    """
    soup = BeautifulSoup(html, "html.parser")
    targets: dict[str, type[models.Model]] = {
        "page": Page,
        "document": get_document_model(),
        "image": get_image_model(),
    }
    for tag in soup.find_all(True):
        tag.attrs.pop(_BLOCK_KEY, None)
        kind = tag.get("linktype") or tag.get("embedtype")
        if kind is None:
            continue
        number = change(targets[kind], str(tag.get("id", ""))) if kind in targets else None
        if number is not None:
            tag["id"] = str(number)
        elif kind != "media":
            tag.unwrap()
    return str(soup)
