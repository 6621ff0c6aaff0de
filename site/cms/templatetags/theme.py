"""The design system in templates: `{% component "card" title=… url=… %}` and `{% icon "calendar" %}`."""

import json
import re
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms import components

register = template.Library()

SPRITE = settings.SITE / "theme" / "static" / "icons.svg"
KIND_ICONS = {
    "project": "bridge",
    "organisation": "building",
    "event": "calendar",
    "resource": "document",
    "territory": "pin",
    "page": "book",
}
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
TONES = ("info", "success", "warning", "error")


@cache
def icon_names() -> frozenset[str]:
    return frozenset(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text(encoding="utf-8")))


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A decorative drawing of the sprite. Raises TemplateSyntaxError when the sprite has no such drawing."""
    if name not in icon_names():
        raise template.TemplateSyntaxError(f"No icon is named “{name}”.")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def kind_icon(kind: str | None) -> SafeString:
    """The drawing of a kind of content, under its arch; "" for a kind without one."""
    if kind not in KIND_ICONS:
        return SafeString("")
    return format_html('<span class="arch">{}</span>', icon(KIND_ICONS[kind]))


@register.simple_tag
def tone_icon(tone: str | None) -> SafeString:
    """The drawing of a message's tone: info unless told. Raises TemplateSyntaxError on an unknown tone."""
    tone = tone or "info"
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"A tone is one of {', '.join(TONES)}, not “{tone}”.")
    return icon(tone)


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """`data` as a JSON-LD island. The escapes keep any text inside the script, as Django's `json_script` does."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 — escaped above


class ComponentNode(Node):
    """Renders one component in a context of its own, which holds only what it was given."""

    def __init__(self, component: components.Component, variables: dict[str, FilterExpression], target: str | None):
        self.component = component
        self.variables = variables
        self.target = target

    def render(self, context: template.Context) -> str:
        given = {name: expression.resolve(context) for name, expression in self.variables.items()}
        html = render_component(self.component, given)
        if self.target is None:
            return html
        context[self.target] = html
        return ""


def render_component(component: components.Component, given: dict[str, Any]) -> str:
    return get_template(component.template_name).render(component.variables(given))


@register.tag("component")
def compile_component(parser: Parser, token: Token) -> ComponentNode:
    """`{% component "name" variable=value … [as target] %}`: checked against the component's YAML when compiled."""
    _tag, *bits = token.split_contents()
    target = None
    if len(bits) > 2 and bits[-2] == "as":
        target = bits[-1]
        bits = bits[:-2]
    if not bits or bits[0][0] not in "\"'":
        raise template.TemplateSyntaxError('A component is named by a quoted word: {% component "card" … %}')
    key = bits[0][1:-1]
    try:
        component = components.component(key)
    except FileNotFoundError:
        raise template.TemplateSyntaxError(f"No component is named “{key}”.") from None
    remaining = bits[1:]
    variables = token_kwargs(remaining, parser)
    if remaining:
        raise template.TemplateSyntaxError(f"Component “{key}” takes variable=value only, not “{remaining[0]}”.")
    if complaint := component.complaint(variables):
        raise template.TemplateSyntaxError(f"Component “{key}”: {complaint}.")
    return ComponentNode(component, variables, target)
