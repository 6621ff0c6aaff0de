"""What the rich text editor is made to send keeps its words, lists, links and bold, and nothing else.

What it makes of Word's own HTML is seen in a browser (`tests/browser/test_composing.py`).
"""

import json
from typing import Any

import pytest
from django.test import Client

from cms.models import ContentPage

from .composing import send


def block(key: str, text: str, kind: str = "unstyled", **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "text": text,
        "type": kind,
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
        "data": {},
        **more,
    }


SENT = {
    "blocks": [
        block(
            "aaaaa",
            "Le stage se prépare",
            inlineStyleRanges=[
                {"offset": 0, "length": 8, "style": "BOLD"},
                {"offset": 9, "length": 2, "style": "UNDERLINE"},
                {"offset": 9, "length": 2, "style": "COLOR-RED"},
            ],
        ),
        block("bbbbb", "avec la personne", "unordered-list-item"),
        block("ddddd", "Le guide", entityRanges=[{"offset": 0, "length": 8, "key": 0}]),
        block("eeeee", "piège", entityRanges=[{"offset": 0, "length": 5, "key": 1}]),
        block("fffff", " ", "atomic", entityRanges=[{"offset": 0, "length": 1, "key": 2}]),
        block("ggggg", ""),
    ],
    "entityMap": {
        "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://passerelles.example/guide"}},
        "1": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}},
        "2": {
            "type": "IMAGE",
            "mutability": "IMMUTABLE",
            "data": {"id": 1, "src": "data:image/png;base64,iVBORw0KGgo=", "alt": "", "format": "fullwidth"},
        },
    },
}


@pytest.fixture
def read(editor: Client, page: ContentPage) -> str:
    answer = send(editor, page, [("text", json.dumps(SENT))], **{"action-publish": "1"})
    assert answer.status_code == 302
    return str(editor.get("/une-page/").content.decode()).partition("<main")[2].partition("</main>")[0]


def test_words_lists_links_and_bold_are_kept(read: str) -> None:
    for words in ("<b>Le stage</b>", "avec la personne</li>", "Le guide</a>"):
        assert words in read
    assert 'href="https://passerelles.example/guide"' in read


def test_nothing_else_is(read: str) -> None:
    for trace in ("<img", "base64", "<embed", "<u>", "RED", "javascript:"):
        assert trace not in read, trace
