"""A file of pages, brought below a place: told first, then written whole or not at all, always as drafts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.imports.reading import UnreadableFile
from cms.imports.reports import Report

from .arriving import Arriving
from .arriving_files import ArrivingFiles
from .fates import WRITTEN, Fate
from .planning import Plan, Planner
from .reading import CopyFile
from .resolving import Resolver


class Importer:
    """`told` is what the report says, for a screen: see `PageImport`."""

    def __init__(self, report: Report, place: Page, existing: str, user: Any, *, dry_run: bool) -> None:
        self._report, self._place, self._existing, self._user = report, place, existing, user
        self._dry_run = dry_run
        self.told: list[dict[str, Any]] = []

    def take(self, file: CopyFile) -> None:
        """Raises UnreadableFile when the database refuses what the file says: nothing of it is kept."""
        files = ArrivingFiles(file, self._user)
        self._resolver = Resolver(file.content, files)
        if self._dry_run:
            plans = self._plan()
        else:
            try:
                with transaction.atomic():
                    plans = self._plan()
                    self._write(plans, files)
            except BaseException as error:
                files.undo()
                if isinstance(error, IntegrityError | DataError | ValidationError):
                    raise UnreadableFile(_refused()) from error
                raise
        self._tell_all(plans, files)

    def _plan(self) -> list[Plan]:
        return Planner(self._place, self._existing, self._resolver, self._user).plan()

    def _write(self, plans: list[Plan], files: ArrivingFiles) -> None:
        """Pages first, then what they say of each other."""
        files.save()
        for plan in plans:
            if plan.fate is Fate.CREATED:
                self._apply(plan)
                self._add(plan)
                self._resolver.arrived[plan.place] = plan.page
        for plan in plans:
            if plan.page is None or plan.fate not in WRITTEN:
                continue
            if plan.waiting or plan.fate is Fate.RENEWED:
                self._apply(plan)
                if plan.fate is Fate.CREATED:
                    # What was put below it since is not to be forgotten.
                    plan.page.refresh_from_db(fields=["numchild"])
                    plan.page.save(clean=False)
            plan.page.save_revision(user=self._user, log_action=True, clean=False)

    def _apply(self, plan: Plan) -> None:
        assert plan.page
        arriving = Arriving(self._resolver)
        arriving.apply(plan.told, plan.page)
        plan.remarks, plan.waiting = arriving.remarks, arriving.waiting

    def _add(self, plan: Plan) -> None:
        page, parent = plan.page, plan.parent.page if plan.parent else plan.above
        assert page and parent
        page.owner = self._user
        # Read again: what the tree knows of its children changes with each of them.
        Page.objects.get(pk=parent.pk).add_child(instance=page)

    def _tell_all(self, plans: list[Plan], files: ArrivingFiles) -> None:
        for plan in plans:
            self._report.count(Fate.READ)
            number = plan.page.pk if plan.page and plan.page.pk else None
            self._tell(plan.fate, plan, reason=plan.reason, page=number)
            if plan.told.restricted and plan.fate is Fate.CREATED:
                reason = _("Cette page était réservée à certains lecteurs : dites qui peut la lire avant de publier.")
                self._tell(Fate.REMARK, plan, reason=reason)
            for remark in plan.remarks:
                self._tell(Fate.REMARK, plan, remark.field, remark.value, remark.reason)
        for fate, found in ((Fate.FILE, files.wanted), (Fate.FILE_REUSED, files.reused)):
            for told in found.values():
                self._tell(fate, None, value=told.name)
        self._report.commit()

    def _tell(
        self, fate: Fate, plan: Plan | None, field: str = "", value: str = "", reason: str = "", page: int | None = None
    ) -> None:
        title, kind = (plan.title, plan.kind) if plan else ("", "")
        self._report.count(fate)
        self._report.row(fate, title, str(plan.told.key) if plan else "", field, after=value, reason=reason)
        line = {"fate": str(fate), "title": title, "kind": kind, "field": field, "value": value, "reason": reason}
        self.told.append(line | {"page": page})


def _refused() -> str:
    return _("Ce que dit ce fichier se contredit : la base de données le refuse. Rien n’est écrit : refaites l’export.")
