"""Old versions of pages, exported from their history."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import PageLogEntry

register = template.Library()


@register.simple_tag
def version_export_url(entry: Any) -> str:
    """Where the version that a line of a page's history made can be exported; "" for any other line."""
    if not isinstance(entry, PageLogEntry) or not entry.revision_id or not entry.content_changed:
        return ""
    return f"{reverse('page_copies:export', args=[entry.page_id])}?{urlencode({'version': entry.revision_id})}"
