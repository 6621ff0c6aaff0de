"""The organiser's pages in the menu, and in that of each event."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from events.models import EventIndexPage, EventPage, RegistrationDesk
from events.registration.copying import copy_desk

from .importing import may_import
from .pages import ORGANISE, READ_NEEDS
from .recurring import may_repeat


class OrganisersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(ORGANISE))


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Those that « Groupes » shows."""
    names = [permission.split(".")[1] for permission in (ORGANISE, READ_NEEDS)]
    return Permission.objects.filter(content_type__app_label="events", codename__in=names)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("agenda/inscriptions/", include("events.organising.urls"))]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    address = reverse("event_organising:desks")
    return OrganisersMenuItem(_("Inscriptions"), address, name="registrations", icon_name="calendar-check", order=160)


@hooks.register("register_page_header_buttons")
def event_button(page: Page, user: Any, next_url: str | None = None, **_kwargs: Any) -> Iterator[Button]:
    """From an event to its people and its following dates; from the agenda to taking another calendar."""
    if page.specific_class is EventIndexPage and may_import(page.specific, user):
        yield Button(
            _("Importer un calendrier"), reverse("event_organising:importing"), icon_name="upload", priority=75
        )
    if page.specific_class is not EventPage:
        return
    if page.specific.starts_at and may_repeat(page.specific, user):
        address = reverse("event_organising:recurring", args=[page.pk])
        yield Button(_("Créer les dates suivantes"), address, icon_name="calendar-alt", priority=75)
    if not user.has_perm(ORGANISE):
        return
    desk = RegistrationDesk.objects.filter(event=page.pk).first()
    if desk:
        yield Button(
            _("Inscriptions"), reverse("event_organising:people", args=[desk.pk]), icon_name="group", priority=70
        )
    else:
        address = f"{reverse('event_organising:open')}?evenement={page.pk}"
        yield Button(_("Ouvrir les inscriptions"), address, icon_name="group", priority=70)


@hooks.register("after_copy_page")
def copy_registration(request: HttpRequest, page: Page, new_page: Page) -> None:
    """The copy of an event takes registrations as the first does: its places are free, nobody is registered."""
    desk = RegistrationDesk.objects.filter(event=page.pk).first()
    if desk and not RegistrationDesk.objects.filter(event=new_page.pk).exists():
        copy_desk(desk, new_page.specific)
