"""Says that a passage is in French where the page around it is not (WCAG 3.1.2)."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def in_french() -> SafeString:
    """The attribute of an element whose text the portal has in French only; nothing in French itself."""
    return SafeString("" if (get_language() or "fr").startswith("fr") else ' lang="fr"')
