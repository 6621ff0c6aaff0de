"""Files sent together: what is true of all of them first, then the title of each."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from resources.imports import runs
from resources.imports.bundles import Named
from resources.imports.files_alone import title_of
from resources.imports.tasks import import_library_file
from resources.models import LibraryImport

from .forms import FilesForm, TitleFormSet
from .views import LibraryView


class Choose(LibraryView, FormView):
    form_class = FilesForm
    template_name = "resources/admin/imports/files.html"
    page_title = gettext_lazy("Ajouter plusieurs fichiers")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"indexes": self.indexes, "user": self.request.user}

    def form_valid(self, form: FilesForm) -> HttpResponse:
        told = form.cleaned_data
        run = runs.run_of_files(told["sent"], told["into"], self.request.user, form.shared)
        for sentence in form.refused:
            messages.warning(self.request, sentence)
        return redirect("library_lots:titles", run.pk)


class Titles(LibraryView, FormView):
    form_class = TitleFormSet
    template_name = "resources/admin/imports/titles.html"
    page_title = gettext_lazy("Titres des fichiers")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.run.waits_for_titles else self._to_run()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.run.waits_for_titles else self._to_run()

    @cached_property
    def names(self) -> list[str]:
        with runs.bundle_at(Path(self.run.file.path)) as bundle:
            return list(Named(bundle))

    def get_initial(self) -> Any:
        return [{"title": title_of(name)} for name in self.names]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"rows": list(zip(self.names, context["form"], strict=False))}

    def form_valid(self, form: BaseFormSet) -> HttpResponse:
        told = [each.cleaned_data for each in form]
        with transaction.atomic():
            run = LibraryImport.objects.select_for_update().get(pk=self.run.pk)
            # Somebody who clicks twice is answered twice, and asks once.
            if run.waits_for_titles:
                run.shared["files"] = dict(zip(self.names, told, strict=False))
                run.save(update_fields=["shared"])
                import_library_file.enqueue(run.pk)
        return self._to_run()

    def _to_run(self) -> HttpResponse:
        return redirect("library_imports:run", self.run.pk)
