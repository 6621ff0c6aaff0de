"""Pages as files, in Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import include, path
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .admin.buttons import copy_buttons
from .admin.views import urlpatterns


@hooks.register("register_admin_urls")
def copies_urls() -> list:
    return [path("copies/", include((urlpatterns, "page_copies")))]


@hooks.register("register_page_listing_more_buttons")
def copies_in_listings(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return copy_buttons(page, user)


@hooks.register("register_page_header_buttons")
def copies_in_headers(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    return copy_buttons(page, user)
