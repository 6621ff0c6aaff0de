"""What is pasted from Word or from a web page keeps its words, lists, links and bold, and nothing else."""

import json

import pytest
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.blocks import TEXT_FEATURES
from cms.models import ContentPage

from .composing import send

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{mso-style-name:Normal}</style></head>
<body lang=FR style='tab-interval:35.4pt'><!--[if gte mso 9]><xml><o:p></o:p></xml><![endif]-->
<p class=MsoNormal style='mso-margin-top-alt:auto'><b style='mso-bidi-font-weight:normal'><span
style='font-size:14.0pt;color:#1F3864'>Le stage</span></b> se prépare à <st1:place w:st="on">Caen</st1:place>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<ul style='margin-top:0cm' type=disc><li class=MsoNormal style='mso-list:l0 level1 lfo1'>avec la personne</li>
<li class=MsoNormal>avec l’entreprise</li></ul>
<p class=MsoNormal><a href="https://passerelles.example/guide" onclick="alert(1)">Le guide</a>
<a href="javascript:alert(1)">piège</a><img src="data:image/png;base64,iVBORw0KGgo=" alt=""></p>
<table class=MsoTableGrid border=1><tr><td><p>Lundi</p><table><tr><td>9 h</td></tr></table></td></tr></table>
<script>alert(1)</script></body></html>
"""


@pytest.fixture
def published(editor: Client, page: ContentPage) -> str:
    """The text that is kept, of what the editor's own reader made of Word's HTML."""
    converter = ContentstateConverter(TEXT_FEATURES)
    sent = json.dumps(json.loads(converter.from_database_format(WORD)))
    assert send(editor, page, [("text", sent)], **{"action-publish": "1"}).status_code == 302
    return str(ContentPage.objects.get(pk=page.pk).body[0].value.source)


def test_words_lists_links_and_bold_are_kept(published: str) -> None:
    for words in ("<b>", "Le stage", "Caen", "avec l’entreprise", "Lundi", "9 h"):
        assert words in published
    assert published.count("<li") == 2
    assert 'href="https://passerelles.example/guide"' in published


def test_nothing_else_is(published: str) -> None:
    for trace in ("mso", "Mso", "style=", "class=", "<o:p", "st1:", "<table", "<td", "<img", "base64", "<script"):
        assert trace not in published, trace
    assert "javascript:" not in published and "onclick" not in published
