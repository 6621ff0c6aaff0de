"""Where the screens of copies are entered from: the menu « Plus » of a page, and its history."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .views import may_export, may_import


def copy_buttons(page: Page, user: Any) -> Iterator[Button]:
    if may_export(page, user):
        address = reverse("page_copies:export", args=[page.pk])
        yield Button(_("Exporter en fichier"), address, icon_name="download", priority=67)
    if may_import(page, user):
        address = reverse("page_copies:import", args=[page.pk])
        yield Button(_("Importer un fichier"), address, icon_name="upload", priority=68)
