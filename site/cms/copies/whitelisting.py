"""Rich text of strangers, brought to what the editor itself would have stored."""

import re
from functools import cache

from django.utils.html import escape, linebreaks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import features as registry

from cms.text import plain

_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def cleaned(html: str, features: list[str] | None) -> str:
    """`html`, well nested, as Draftail would save it for a field of these features: nothing else passes."""
    if not html.strip():
        return ""
    converter = _converter(tuple(features if features is not None else registry.get_default_features()))
    try:
        kept = converter.to_database_format(converter.from_database_format(html))
    except (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        # What Draftail cannot read: its words alone are kept.
        return linebreaks(escape(plain(html)))
    return _BLOCK_KEY.sub("", kept)


@cache
def _converter(features: tuple[str, ...]) -> ContentstateConverter:
    return ContentstateConverter(list(features))
