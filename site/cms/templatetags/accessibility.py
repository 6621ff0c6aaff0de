"""What every page says of the portal's accessibility."""

from typing import Any

from django import template

from cms.accessibility.current import conformity
from cms.models import AccessibilityPage
from cms.navigation import tree_of

register = template.Library()


@register.simple_tag(takes_context=True)
def accessibility_mention(context: dict[str, Any]) -> dict[str, str]:
    """{label, url, lang}: the state declared, and where; `url` is "" on a portal without a declaration."""
    tree = tree_of(context.get("request"))
    place = tree.section(AccessibilityPage)
    elsewhere = bool(place and tree.home and place.language != tree.home.language)
    return {
        "label": str(conformity().label),
        "url": place.url if place else "",
        "lang": place.language if place and elsewhere else "",
    }
