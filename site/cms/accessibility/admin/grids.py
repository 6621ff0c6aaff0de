"""The screens of a grid: where an audit is, the results of one page, the table in and out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accessibility import current, tables
from cms.accessibility.grids import Cell, Cells, Grid, SavedMeanwhile, grid_of, write
from cms.accessibility.rgaa import criteria
from cms.models import Audit, SampledPage
from search.spreadsheets import csv_response

from .forms import GridForm, TableForm

_MOST_TOLD = 100  # wrong lines of a table


class _OfAudit(PermissionCheckedMixin):
    permission_policy = ModelPermissionPolicy(Audit)
    permission_required = "change"
    kwargs: dict[str, Any]

    @cached_property
    def audit(self) -> Audit:
        return get_object_or_404(Audit, pk=self.kwargs["pk"])

    @cached_property
    def grid(self) -> Grid:
        return grid_of(self.audit)


class _AuditScreen(_OfAudit, WagtailAdminTemplateMixin):
    header_icon = "check"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        audits = {"url": reverse("accessibility_audits:index"), "label": _("Audits")}
        above = {"url": reverse("accessibility_audits:grid", args=[self.audit.pk]), "label": str(self.audit)}
        return [*self.breadcrumbs_items, audits, above, {"url": "", "label": self.get_page_title()}]


class Overview(_AuditScreen, TemplateView):
    """Where the audit is, and what it says so far."""

    template_name = "cms/admin/accessibility/audit.html"
    page_title = gettext_lazy("Grille")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        grid, counts = self.grid, current.counted()
        rows = [{"page": page, "tested": len(cells)} for page, cells in grid.pages]
        told = {
            "grid": grid,
            "rows": rows,
            "all": len(criteria()),
            "state": grid.state(timezone.localdate()),
            "counts": counts is not None and counts.audit.pk == grid.audit.pk,
        }
        return super().get_context_data(**kwargs) | told


class Results(_AuditScreen, FormView):
    """The 106 criteria of one page."""

    form_class = GridForm
    template_name = "cms/admin/accessibility/results.html"

    @cached_property
    def page(self) -> SampledPage:
        return get_object_or_404(SampledPage, audit_id=self.kwargs["pk"], pk=self.kwargs["page"])

    @cached_property
    def cells(self) -> Cells:
        return {row.criterion: Cell(row.result, row.comment) for row in self.page.results.all()}

    def get_page_title(self) -> str:
        return self.page.name

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"cells": self.cells, "saves": self.page.saves}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = [field for field in context["form"] if field.errors]
        wrong = [(field.name.partition("-")[2], field) for field in shown]
        return context | {"page": self.page, "wrong": wrong}

    def form_valid(self, form: GridForm) -> HttpResponse:
        self.page.saves = form.cleaned_data["saves"]
        try:
            write([(self.page, form.given)])
        except SavedMeanwhile:
            form.add_error(
                None,
                _(
                    "Quelqu’un a enregistré cette page pendant que vous y travailliez. Rien n’est enregistré de ce que "
                    "vous voyez ici. Ouvrez la page dans un autre onglet, puis reportez-y ce que vous avez changé."
                ),
            )
            return self.form_invalid(form)
        log(instance=self.audit, action="wagtail.edit", user=self.request.user)
        messages.success(self.request, _("Les résultats de « %(page)s » sont enregistrés.") % {"page": self.page})
        return redirect("accessibility_audits:grid", self.audit.pk)

    def form_invalid(self, form: GridForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Import(_AuditScreen, FormView):
    """A table of results: all of it, or nothing and what is wrong in it."""

    form_class = TableForm
    template_name = "cms/admin/accessibility/import.html"
    page_title = gettext_lazy("Importer")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"problems": [], "more": 0, "audit": self.audit} | super().get_context_data(**kwargs)

    def form_valid(self, form: TableForm) -> HttpResponse:
        said = tables.read(form.cleaned_data["file"].read(), self.grid)
        if not said.problems:
            try:
                write(list(said.changes.items()))
            except SavedMeanwhile:
                said.problems.append((1, _("Quelqu’un a enregistré un résultat au même instant : recommencez.")))
        if said.problems:
            told, more = said.problems[:_MOST_TOLD], len(said.problems[_MOST_TOLD:])
            return self.render_to_response(self.get_context_data(form=form, problems=told, more=more), status=422)
        log(instance=self.audit, action="wagtail.edit", user=self.request.user)
        count = sum(len(given) for given in said.changes.values())
        done = ngettext("%(count)d résultat est importé.", "%(count)d résultats sont importés.", count)
        messages.success(self.request, done % {"count": count})
        return redirect("accessibility_audits:grid", self.audit.pk)

    def form_invalid(self, form: TableForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Export(_OfAudit, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return csv_response(f"audit-{pk}.csv", tables.rows(self.grid))
