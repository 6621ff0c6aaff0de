"""Who may open what concerns a simple version."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from . import is_simple


def page_or_refused(request: HttpRequest, pk: int) -> Page:
    """The simple version `pk`, for who may change it. Raises Http404 for any other page, PermissionDenied."""
    page = get_object_or_404(Page, pk=pk).specific
    if not is_simple(page):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page
