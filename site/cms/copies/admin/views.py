from tempfile import TemporaryFile
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.copies import runs
from cms.copies.exporting import Selection, TooManyPages, pages_of, write
from cms.copies.fates import Fate
from cms.copies.shape import MOST_PAGES
from cms.copies.tasks import import_pages_file
from cms.models import PageImport

from .forms import ExportForm, ImportForm

_MOST_RUNS = 20


def may_export(page: Page, user: Any) -> bool:
    return not page.is_root() and bool(page.permissions_for_user(user).can_edit())


def may_import(place: Page, user: Any) -> bool:
    return bool(place.permissions_for_user(user).can_add_subpage())


class CopyView(WagtailAdminTemplateMixin):
    """About `self.page`, whose place in the explorer is shown above."""

    page: Page

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        explorer = {"url": reverse("wagtailadmin_explore", args=[self.page.pk]), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, explorer, {"url": "", "label": self.get_page_title()}]


class Export(CopyView, FormView):
    form_class = ExportForm
    template_name = "cms/admin/copies/export.html"
    page_title = gettext_lazy("Exporter en fichier")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page"]).specific
        if not may_export(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.request.GET.get("version", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"page": self.page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"exported": self.page}

    def form_valid(self, form: ExportForm) -> HttpResponse:
        told = form.cleaned_data
        selection = Selection(self.page, told.get("below", False), told["version"], self.request.user)
        try:
            pages_of(selection)
        except TooManyPages:
            form.add_error(
                "below", _("Il y a plus de %(most)d pages : exportez-les par parties.") % {"most": MOST_PAGES}
            )
            return self.form_invalid(form)
        target = TemporaryFile()  # noqa: SIM115 - the answer closes it
        write(selection, target)
        target.seek(0)
        name = f"{slugify(self.page.slug)[:60] or 'page'}.passerelles.zip"
        # A streamed answer is no HttpResponse for the types of FormView, though any answer will do.
        return FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")  # type: ignore[return-value]


class Import(CopyView, FormView):
    form_class = ImportForm
    template_name = "cms/admin/copies/import.html"
    page_title = gettext_lazy("Importer un fichier")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["place"]).specific
        if not may_import(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        past = PageImport.objects.filter(place=self.page).select_related("asked_by", "place")
        return super().get_context_data(**kwargs) | {
            "place": self.page,
            "object_list": past[:_MOST_RUNS],
            "is_paginated": False,
        }

    def form_valid(self, form: ImportForm) -> HttpResponse:
        told = form.cleaned_data
        run = runs.uploaded_run(told["file"], self.page, told["existing"], self.request.user)
        import_pages_file.enqueue(run.pk)
        return redirect("page_copies:run", run.pk)


class OneRun(View):
    """For those who may add pages where it puts them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.run = get_object_or_404(PageImport.objects.select_related("place", "asked_by"), pk=kwargs["pk"])
        if self.run.place is None:
            raise Http404
        self.page: Page = self.run.place.specific
        if not may_import(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RunPage(CopyView, OneRun, TemplateView):
    template_name = "cms/admin/copies/run.html"
    header_icon = "upload"

    def get_page_title(self) -> str:
        return self.run.file_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = [(fate.label, self.run.counts[fate]) for fate in Fate if self.run.counts.get(fate)]
        context = super().get_context_data(**kwargs)
        return context | {
            "run": self.run,
            "counts": counts,
            "lines": self.lines,
            "cut": len(self.run.told) == runs.MOST_TOLD,
        }

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """What is told of each page, in the order of the file, with where it can be edited."""
        numbers = [line["page"] for line in self.run.told if line["page"]]
        here = set(Page.objects.filter(pk__in=numbers).values_list("pk", flat=True))
        return [
            line
            | {
                "label": Fate(line["fate"]).label,
                "edit": reverse("wagtailadmin_pages:edit", args=[line["page"]]) if line["page"] in here else "",
            }
            for line in self.run.told
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Apply what was tried."""
        if not self.run.is_applicable:
            raise PermissionDenied
        run = runs.applied_run(self.run, request.user)
        import_pages_file.enqueue(run.pk)
        return redirect("page_copies:run", run.pk)


class ReportFile(OneRun):
    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        report = self.run.report
        if not report.name or not report.storage.exists(report.name):
            raise Http404
        return FileResponse(report.open(), as_attachment=True, filename=f"rapport-{pk}.csv")


urlpatterns = [
    path("exporter/<int:page>/", Export.as_view(), name="export"),
    path("importer/<int:place>/", Import.as_view(), name="import"),
    path("imports/<int:pk>/", RunPage.as_view(), name="run"),
    path("imports/<int:pk>/rapport/", ReportFile.as_view(), name="report"),
]
