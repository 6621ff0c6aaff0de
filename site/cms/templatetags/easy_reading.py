"""What the page of a simple version has of its own."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token

from cms.easy_reading import is_simple
from cms.easy_reading.lines import one_a_line
from cms.easy_reading.pictures import with_pictures
from cms.easy_reading.readings import shown

register = template.Library()


@register.filter
def is_simple_version(page: Any) -> bool:
    """Whether what is edited is the simple version of a page."""
    return is_simple(page)


class SentencesApartNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        html = self.nodelist.render(context)
        page = context.get("page")
        return one_a_line(with_pictures(html, page)) if is_simple(page) else html


@register.tag
def sentences_apart(parser: Parser, token: Token) -> SentencesApartNode:
    """`{% sentences_apart %}…{% endsentences_apart %}`: one sentence a line on a simple version, and its pictures."""
    nodelist = parser.parse(("endsentences_apart",))
    parser.delete_first_token()
    return SentencesApartNode(nodelist)


@register.inclusion_tag("components/easy_reading.html", takes_context=True)
def easy_reading(context: dict[str, Any], versions: list[dict[str, Any]]) -> dict[str, Any]:
    """Whether people concerned have read the simple version that is shown, and the way to the whole text."""
    page = context.get("page")
    simple = is_simple(page) and getattr(page, "pk", None)
    return {
        "simple": bool(simple),
        "reading": shown(page) if simple else None,
        "whole": next((version for version in versions if version["lang"] == "fr"), None),
    }
