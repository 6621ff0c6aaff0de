from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, ListView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.roles.records import EverywherePolicy
from network.imports import conflicts, runs
from network.imports.fates import Fate
from network.imports.tasks import import_file
from network.models import Decision, ImportConflict, ImportRun, Organisation
from network.organisation_rights import may_everywhere

from .forms import UploadForm
from .presentation import conflict_rows

PER_PAGE = 50


def may_import(user: Any) -> bool:
    """An import publishes: it is for those who may publish organisations one by one."""
    return may_everywhere(user, "publish")


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    permission_policy = EverywherePolicy(Organisation)
    permission_required = "publish"
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        imports = {"url": reverse("imports:index"), "label": _("Imports")}
        return [*self.breadcrumbs_items, imports, {"url": "", "label": self.get_page_title()}]


class RunList(ImportView, ListView):
    model = ImportRun
    template_name = "network/admin/imports/index.html"
    page_title = gettext_lazy("Imports de l’annuaire")
    paginate_by = PER_PAGE
    page_kwarg = "p"

    def get_queryset(self) -> QuerySet[ImportRun]:
        return ImportRun.objects.select_related("asked_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pending = ImportConflict.objects.filter(decision=Decision.PENDING).count()
        return super().get_context_data(**kwargs) | {"pending": pending}


class Upload(ImportView, FormView):
    form_class = UploadForm
    template_name = "network/admin/imports/upload.html"
    page_title = gettext_lazy("Importer un fichier")

    def form_valid(self, form: UploadForm) -> HttpResponse:
        told = form.cleaned_data
        run = runs.uploaded_run(told["file"], told["format"], self.request.user, complete=told["complete"])
        import_file.enqueue(run.pk)
        return redirect("imports:run", run.pk)


class RunPage(ImportView, TemplateView):
    template_name = "network/admin/imports/run.html"

    @cached_property
    def run(self) -> ImportRun:
        return get_object_or_404(ImportRun.objects.select_related("asked_by"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.run.file_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run
        counts = [(fate.label, run.counts[fate]) for fate in Fate if run.counts.get(fate)]
        to_decide = not run.dry_run and run.is_over and run.counts.get(Fate.CONFLICT)
        return super().get_context_data(**kwargs) | {
            "run": run,
            "counts": counts,
            "decide_url": reverse("imports:conflicts") if to_decide else "",
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Apply what was tried."""
        tried = self.run
        if not tried.is_applicable:
            raise PermissionDenied
        run = runs.applied_run(tried, request.user)
        import_file.enqueue(run.pk)
        return redirect("imports:run", run.pk)


class ReportFile(PermissionCheckedMixin, View):
    permission_policy = EverywherePolicy(Organisation)
    permission_required = "publish"

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        run = get_object_or_404(ImportRun, pk=pk)
        if not run.report.name or not run.report.storage.exists(run.report.name):
            raise Http404
        return FileResponse(run.report.open(), as_attachment=True, filename=f"rapport-{run.pk}.csv")


class Conflicts(ImportView, ListView):
    template_name = "network/admin/imports/conflicts.html"
    page_title = gettext_lazy("Divergences à décider")
    header_icon = "warning"
    paginate_by = PER_PAGE
    page_kwarg = "p"

    def get_queryset(self) -> QuerySet[ImportConflict]:
        found = ImportConflict.objects.filter(decision=Decision.PENDING).select_related("organisation")
        return found.order_by("organisation__name", "organisation", "source", "service_key", "field")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"rows": conflict_rows(context["object_list"])}

    def post(self, request: HttpRequest) -> HttpResponse:
        numbers = [number for number in request.POST.getlist("conflict") if number.isascii() and number.isdigit()]
        chosen = self.get_queryset().filter(pk__in=[int(number) for number in numbers[: 2 * PER_PAGE]])
        decide = {"ours": conflicts.keep_ours, "theirs": conflicts.take_theirs}.get(request.POST.get("decision", ""))
        if not numbers or decide is None:
            messages.warning(request, _("Cochez au moins une ligne, puis choisissez."))
            return redirect("imports:conflicts")
        decided = decide(chosen, request.user)
        told = {"count": decided.count}
        messages.success(
            request, ngettext("%(count)s décision prise.", "%(count)s décisions prises.", decided.count) % told
        )
        for organisation in decided.drafts:
            reason = _("« %(name)s » a un brouillon : la valeur s’y trouve aussi. Publiez-le quand il sera prêt.")
            messages.warning(request, reason % {"name": organisation.name})
        return redirect("imports:conflicts")
