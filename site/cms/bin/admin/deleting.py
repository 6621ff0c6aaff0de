"""Deleting a page in the admin: what it entails is shown, and where addresses lead is chosen."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from wagtail.admin import messages
from wagtail.admin.api.actions.delete import DeletePageAPIAction
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import Page

from cms.bin.addresses import LeadsTo
from cms.bin.erasing import kept_for
from cms.bin.links import leading_to
from cms.bin.place import OUTSIDE, in_bin
from cms.bin.registry import warnings_about
from cms.bin.throwing import NotThrown, nowhere, put_in_bin
from cms.rights import what_keeps

from .forms import DeletionForm

_MOST_SHOWN = 50


def consequences(pages: Iterable[Page], user: Any) -> dict[str, Any]:
    """What deleting `pages` entails: how many leave, what leads to them, what apps warn of, how long they are kept."""
    below = Page.objects.none()
    for page in pages:
        below |= Page.objects.descendant_of(page, inclusive=True)
    sources = leading_to(below, user)
    return {
        "count": below.count(),
        "sources": sources[:_MOST_SHOWN],
        "more_sources": max(0, len(sources) - _MOST_SHOWN),
        "warnings": warnings_about(below),
        "days": kept_for().days,
    }


def versions_of(pages: Iterable[Page], user: Any) -> list[Page]:
    """Their versions in other languages that `user` may delete as well."""
    pages = list(pages)
    found = [each for page in pages for each in page.get_translations().filter(OUTSIDE, alias_of=None)]
    return [each for each in found if each not in pages and each.permissions_for_user(user).can_delete()]


@transaction.atomic
def put_all_in_bin(pages: Iterable[Page], user: Any, leads_to: LeadsTo) -> int:
    """All of them or none; how many pages leave. What went with a page before it is not looked for again."""
    now, count = timezone.now(), 0
    for page in pages:
        fresh = Page.objects.filter(pk=page.pk).first()
        if fresh is not None and not in_bin(fresh):
            count += put_in_bin(fresh, user, now, leads_to).pages.count()
    return count


class DeleteView(WagtailAdminTemplateMixin, FormView):
    """What it entails, and the form; sent, the page is in the bin."""

    form_class = DeletionForm
    template_name = "cms/admin/bin/delete.html"
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        self.next_url = get_valid_next_url_from_request(request)
        if refusal := _refusal(self.page, request.user):
            messages.error(request, refusal)
            return redirect("wagtailadmin_explore_root")
        self.versions = versions_of([self.page], request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Supprimer « %(title)s »") % {"title": self.page.get_admin_display_title()}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        trail = get_breadcrumbs_items_for_page(self.page, self.request.user)
        return [*trail, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"thrown": [self.page], "versions": self.versions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        back = self.next_url or reverse("wagtailadmin_explore", args=[self.page.get_parent().pk])
        return (
            context
            | {"page": self.page, "next": self.next_url, "back": back, "media": context["form"].media}
            | {"can_unpublish": self.page.permissions_for_user(self.request.user).can_unpublish()}
            | consequences([self.page, *self.versions], self.request.user)
        )

    def form_valid(self, form: DeletionForm) -> HttpResponse:
        parent = self.page.get_parent()
        pages = [self.page, *(self.versions if form.cleaned_data.get("with_versions") else [])]
        try:
            count = put_all_in_bin(pages, self.request.user, form.leads_to())
        except NotThrown as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, told(count))
        if self.next_url:
            return redirect(self.next_url)
        return redirect("wagtailadmin_explore", parent.pk)

    def form_invalid(self, form: DeletionForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _refusal(page: Page, user: Any) -> str:
    if in_bin(page):
        return _("Cette page est déjà à la corbeille : on peut l’y restaurer, ou l’effacer définitivement.")
    if why := what_keeps(page):
        return why
    if not page.permissions_for_user(user).can_delete():
        return _("Vous n’avez pas le droit de supprimer cette page. Rien n’a changé.")
    return ""


def told(count: int) -> str:
    sentence = ngettext(
        "La page est à la corbeille. On peut la restaurer pendant %(days)d jours.",
        "%(count)d pages sont à la corbeille. On peut les restaurer pendant %(days)d jours.",
        count,
    )
    return sentence % {"count": count, "days": kept_for().days}


class DeleteTogether(PageBulkAction):
    """The same for pages chosen in a list."""

    display_name = _("Supprimer")
    action_type = "delete"
    aria_label = _("Supprimer les pages choisies")
    template_name = "cms/admin/bin/delete_together.html"
    action_priority = 30
    classes = {"serious"}
    form_class = DeletionForm

    def check_perm(self, page: Page) -> bool:
        return bool(page.permissions_for_user(self.request.user).can_delete())

    def get_form_kwargs(self) -> dict[str, Any]:
        pages, _refused = self.get_actionable_objects()
        versions = versions_of(pages, self.request.user)
        return super().get_form_kwargs() | {"thrown": pages, "versions": versions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        pages = [entry["item"] for entry in context["items"]]
        for entry in context["items_with_no_access"]:
            entry["why"] = what_keeps(entry["item"])
        pages += context["form"].leaving[len(pages) :]
        return context | consequences(pages, self.request.user)

    def get_execution_context(self) -> dict[str, Any]:
        form = self.cleaned_form
        leaving = form.leaving if form.cleaned_data.get("with_versions") else self.get_actionable_objects()[0]
        return super().get_execution_context() | {"leaving": leaving, "leads_to": form.leads_to()}

    @classmethod
    def execute_action(
        cls,
        objects: list[Page],
        user: Any = None,
        leaving: Iterable[Page] = (),
        leads_to: LeadsTo = nowhere,
        **kwargs: Any,
    ) -> tuple[int, int]:
        return put_all_in_bin(leaving, user, leads_to), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return told(num_parent_objects)


class DeleteByProgram(DeletePageAPIAction):
    """What Wagtail's own scripts may ask."""

    def execute(self, instance: Page, data: Any) -> Any:
        self._action_from_data(instance, data).check()
        try:
            put_in_bin(instance, self.request.user, timezone.now())
        except NotThrown as refusal:
            raise ValidationError({"detail": str(refusal)}) from refusal
        return Response(status=HTTPStatus.NO_CONTENT)
