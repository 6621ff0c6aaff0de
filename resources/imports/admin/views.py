from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from resources.imports import runs
from resources.imports.fates import Fate
from resources.imports.rights import open_to
from resources.imports.tasks import import_library_file
from resources.models import LibraryImport, ResourceIndexPage

from .forms import UploadForm

PER_PAGE = 50


class Allowed(View):
    """For those who may add resources somewhere; they see what was brought there, and nowhere else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.indexes: list[ResourceIndexPage] = open_to(request.user)
        if not self.indexes:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def visible(self) -> QuerySet[LibraryImport]:
        found: QuerySet[LibraryImport] = LibraryImport.objects.filter(into__in=self.indexes)
        return found.select_related("asked_by", "into")

    @cached_property
    def run(self) -> LibraryImport:
        return get_object_or_404(self.visible, pk=self.kwargs["pk"])


class LibraryView(WagtailAdminTemplateMixin, Allowed):
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        imports = {"url": reverse("library_imports:index"), "label": _("Imports de la bibliothèque")}
        return [*self.breadcrumbs_items, imports, {"url": "", "label": self.get_page_title()}]


class RunList(LibraryView, ListView):
    model = LibraryImport
    template_name = "resources/admin/imports/index.html"
    page_title = gettext_lazy("Imports de la bibliothèque")
    paginate_by = PER_PAGE
    page_kwarg = "p"

    def get_queryset(self) -> QuerySet[LibraryImport]:
        return self.visible.order_by("-asked_at", "-pk")


class Upload(LibraryView, FormView):
    form_class = UploadForm
    template_name = "resources/admin/imports/upload.html"
    page_title = gettext_lazy("Importer une bibliographie ou des fichiers")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"indexes": self.indexes}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        run = runs.uploaded_run(form.cleaned_data["file"], form.cleaned_data["into"], self.request.user)
        import_library_file.enqueue(run.pk)
        return redirect("library_imports:run", run.pk)


class RunPage(LibraryView, TemplateView):
    template_name = "resources/admin/imports/run.html"

    def get_page_title(self) -> str:
        return self.run.file_name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.run.waits_for_titles:
            return redirect("library_lots:titles", self.run.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = [(fate.label, self.run.counts[fate]) for fate in Fate if self.run.counts.get(fate)]
        written = self.run.is_over and not self.run.dry_run
        drafts_url = reverse("wagtailadmin_explore", args=[self.run.into_id]) if written else ""
        return super().get_context_data(**kwargs) | {"run": self.run, "counts": counts, "drafts_url": drafts_url}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Apply what was tried."""
        if not self.run.is_applicable:
            raise PermissionDenied
        run = runs.applied_run(self.run, request.user)
        import_library_file.enqueue(run.pk)
        return redirect("library_imports:run", run.pk)


class ReportFile(Allowed):
    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        report = self.run.report
        if not report.name or not report.storage.exists(report.name):
            raise Http404
        return FileResponse(report.open(), as_attachment=True, filename=f"rapport-{pk}.csv")
