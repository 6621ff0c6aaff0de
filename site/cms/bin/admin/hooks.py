"""The bin, in Wagtail's admin."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry
from wagtail.query import PageQuerySet

from cms.bin.place import OUTSIDE
from cms.record_deletion import told_before_deletion

from .deleting import DeleteTogether
from .viewsets import BinViewSet, DeletablePageViewSet, PagesByProgram


@hooks.register("register_admin_viewset")
def bin_viewsets() -> list[ViewSet]:
    return [BinViewSet(), DeletablePageViewSet()]


# After Wagtail's own, which it takes the place of.
hooks.register("register_bulk_action", DeleteTogether, order=1)


hooks.register("before_delete_snippet", told_before_deletion)


@hooks.register("construct_admin_api")
def pages_deleted_by_program(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", PagesByProgram)


@hooks.register("register_log_actions")
def actions_of_the_bin(actions: LogActionRegistry) -> None:
    actions.register_action("cms.bin", _("Mettre à la corbeille"), _("Mise à la corbeille"))
    actions.register_action("cms.restore", _("Restaurer"), _("Restaurée de la corbeille"))


@hooks.register("construct_page_chooser_queryset")
def choices_outside_the_bin(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return pages.filter(OUTSIDE)
