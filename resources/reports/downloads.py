"""« Téléchargements »: how often files were sent, the most first, and those that never were."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, IntegerField, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import NumberColumn

from resources.models import DownloadCount, LibraryDocument, ResourceFile
from search.reports import PERIODS

from .base import DayColumn, FileColumn, LibraryReport, PagesColumn
from .rights import changeable, changeable_files, may_keep_files


class DownloadFilterSet(WagtailFilterSet):
    # In this order: the second counts what the first chose.
    periode = ChoiceFilter(label=_("Période"), choices=list(PERIODS.items()), method="since", empty_label=_("Tout"))
    telecharge = ChoiceFilter(
        label=_("Téléchargé"), choices=[("oui", _("au moins une fois")), ("jamais", _("jamais"))], method="sent"
    )

    def since(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return counted(queryset, timezone.localdate() - timedelta(days=int(value)))

    def sent(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(times=0) if value == "jamais" else queryset.filter(times__gt=0)

    class Meta:
        model = LibraryDocument
        fields: list[str] = []


class DownloadReport(LibraryReport):
    name = "telechargements"
    page_title = _("Téléchargements")
    header_icon = "download"
    model = LibraryDocument
    may_see = staticmethod(may_keep_files)
    filterset_class = DownloadFilterSet
    default_ordering = "-times"
    columns = [
        FileColumn("title", label=_("Fichier"), sort_key="title"),
        NumberColumn("times", label=_("Fois"), sort_key="times"),
        DayColumn("last_day", label=_("Dernier jour"), sort_key="last_day"),
        PagesColumn("pages", label=_("Ressources qui le donnent")),
    ]
    list_export = ["title", "filename", "times", "last_day", "pages_label"]
    export_headings = {
        "title": _("Fichier"),
        "filename": _("Nom du fichier"),
        "times": _("Fois"),
        "last_day": _("Dernier jour"),
        "pages_label": _("Ressources qui le donnent"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return counted(changeable_files(self.request.user), date.min)

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        given = givers([row.pk for row in told], self.request.user)
        for row in told:
            row.pages = given.get(row.pk, [])
            row.pages_label = ", ".join(page.title for page in row.pages)
        return told


def counted(files: QuerySet[Any], since: date) -> QuerySet[Any]:
    """`files` with `times`, how often each was sent from `since` on, and `last_day`, None for never."""
    counts = DownloadCount.objects.filter(document=OuterRef("pk"), day__gte=since).order_by().values("document")
    return files.annotate(
        times=Coalesce(Subquery(counts.annotate(all=Sum("count")).values("all"), output_field=IntegerField()), 0),
        last_day=Subquery(counts.annotate(last=Max("day")).values("last"), output_field=DateField()),
    )


def givers(files: list[int], user: Any) -> dict[int, list[Any]]:
    """The resources that give each of `files`, by title, of those that `user` may change. One query."""
    given: dict[int, list[Any]] = {}
    rows = ResourceFile.objects.filter(page__in=changeable(user).values("pk")).select_related("page")
    if len(files) <= _FEW:
        rows = rows.filter(document__in=files)
    for row in rows.exclude(document=None).order_by("page__title", "page", "pk"):
        pages = given.setdefault(row.document_id, [])
        if row.page not in pages:
            pages.append(row.page)
    return given


_FEW = 500  # beyond, naming them costs more than reading all
