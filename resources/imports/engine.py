"""A stream of records against the library, one at a time: each is written whole, or not at all."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack, nullcontext
from typing import Any

from django.utils.translation import gettext as _

from cms.imports.reading import Unreadable
from cms.imports.reports import Report
from network.imports.files import encoding_of
from resources.models import ResourceIndexPage

from .bundles import Bundle, Named, bibliography_of
from .describing import Describer, clean_text
from .fates import Fate
from .files_alone import records_of_files
from .formats import READERS, Format
from .planning import Plan, Planner
from .records import Record
from .writing import write

Progress = Callable[[], None]


class Importer:
    """Below `index`, in the name of `user` (None for a program)."""

    def __init__(
        self, report: Report, index: ResourceIndexPage, user: Any, *, dry_run: bool, progress: Progress
    ) -> None:
        self.report, self.index, self.user = report, index, user
        self.dry_run, self.progress = dry_run, progress

    def take(self, bundle: Bundle, shared: dict[str, Any]) -> None:
        """Read everything. `shared` is what somebody said of files sent together (`files_alone`): none of them is then
        taken for a bibliography.

        Raises UnreadableFile where the bibliography breaks: what comes before is written.
        """
        for refused in bundle.refused:
            self._tell(Fate.FILE_REFUSED, refused.position, reason=refused.reason)
        with nullcontext() if shared else bibliography_of(bundle) as found:
            names = Named(bundle, found[0] if found else "")
            planner = Planner(self.index, self.user, bundle, names)
            if found is None:
                self._take_all(planner, records_of_files(names, shared))
                return
            _name, path, format = found
            if format != Format.CSL_JSON and encoding_of(path) == "cp1252":
                reason = _("Ce fichier n’est pas en UTF-8 : il est lu comme du Windows-1252. Vérifiez les accents.")
                self._tell(Fate.REMARK, "", reason=reason)
            describer = Describer()
            entries = READERS[format](path)
            self._take_all(
                planner, (each if isinstance(each, Unreadable) else describer.record_of(each) for each in entries)
            )
            for name in names:
                if name not in planner.used:
                    self._tell(Fate.FILE_UNUSED, name, reason=_("Aucune notice ne cite ce fichier."))

    def _take_all(self, planner: Planner, records: Iterable[Record | Unreadable]) -> None:
        for record in records:
            self.report.count(Fate.READ)
            if isinstance(record, Unreadable):
                self._tell(Fate.REFUSED, record.position, record.identifier, reason=record.reason)
                continue
            try:
                with ExitStack() as files:
                    plan = planner.plan(record, files)
                    if plan.fate is Fate.CREATED and not self.dry_run:
                        write(plan, self.index.pk, self.user)
            except BaseException:
                self.report.forget()
                raise
            self._tell_plan(plan)
            self.progress()

    def _tell_plan(self, plan: Plan) -> None:
        place = (plan.record.position, plan.record.title)
        self._tell(plan.fate, *place, reason=plan.reason)
        if plan.fate is not Fate.CREATED:
            return
        for remark in plan.record.remarks:
            self._tell(Fate.REMARK, *place, remark.field, remark.value, remark.reason)
        for form in plan.forms:
            self._tell(Fate.FILE, *place, "files", form.cleaned_data["file"].name)
        for remark in plan.refused_files:
            self._tell(Fate.FILE_REFUSED, *place, remark.field, remark.value, remark.reason)

    def _tell(
        self, fate: Fate, position: str, title: str = "", field: str = "", value: str = "", reason: str = ""
    ) -> None:
        self.report.count(fate)
        self.report.row(fate, clean_text(position), title, field, after=clean_text(value), reason=reason)
        self.report.commit()
