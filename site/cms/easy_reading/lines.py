"""One sentence a line, as people who read with effort need it."""

import re

from django.utils.safestring import SafeString, mark_safe

from cms.prose import rewritten

from .sentences import BREAK


def one_a_line(html: str) -> SafeString:
    """The same HTML (trusted, as any template output), each sentence of its prose beginning a line."""
    return mark_safe(rewritten(html, lambda text: BREAK.sub(_new_line, text)))  # noqa: S308


def _new_line(end: re.Match[str]) -> str:
    return f"{end[0].rstrip()}<br>"
