"""« Fichiers »: those that no page gives, those that are hard to read or could not be."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.models import ReferenceIndex

from resources.models import FileReading, LibraryDocument
from resources.presentation import accessibility

from .base import FileColumn, LibraryReport
from .rights import changeable_files, may_keep_files

# What was read is of the content of today.
_READ = Q(reading__file_hash=F("file_hash"))
_SCANNED = Q(reading__scanned=True, reading__recognised=False)
# A JSON of {code: passed}, as both databases write it.
_FAULTY = Q(facts_text__contains=": false")

SITUATIONS = {
    "orphelin": (_("aucune page ne le donne"), Q(uses=0)),
    "illisible": (_("n’a pas pu être lu"), _READ & Q(reading__state=FileReading.State.REFUSED)),
    "image": (_("image sans texte"), _READ & _SCANNED),
    "defauts": (_("contrôle automatique de l’accessibilité : des défauts"), _READ & _FAULTY),
    "verifie": (_("accessibilité vérifiée par une personne"), ~Q(accessibility="")),
    "attente": (_("pas encore lu"), ~_READ),
}


class FileFilterSet(WagtailFilterSet):
    situation = ChoiceFilter(
        label=_("Situation"), choices=[(name, label) for name, (label, _q) in SITUATIONS.items()], method="situated"
    )

    def situated(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(SITUATIONS[value][1])

    class Meta:
        model = LibraryDocument
        fields = ["collection"]


class FileReport(LibraryReport):
    name = "fichiers"
    page_title = _("Fichiers de la bibliothèque")
    header_icon = "doc-full-inverse"
    model = LibraryDocument
    may_see = staticmethod(may_keep_files)
    filterset_class = FileFilterSet
    default_ordering = "title"
    columns = [
        FileColumn("title", label=_("Fichier"), sort_key="title"),
        Column("collection", label=_("Collection"), sort_key="collection__name"),
        NumberColumn("uses", label=_("Pages qui le donnent"), sort_key="uses"),
        Column("reading_label", label=_("Lecture")),
        Column("accessibility_label", label=_("Accessibilité")),
    ]
    list_export = ["title", "filename", "collection.name", "uses", "reading_label", "accessibility_label"]
    export_headings = {
        "title": _("Fichier"),
        "filename": _("Nom du fichier"),
        "collection.name": _("Collection"),
        "uses": _("Pages qui le donnent"),
        "reading_label": _("Lecture"),
        "accessibility_label": _("Accessibilité"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        files = changeable_files(self.request.user).select_related("collection", "reading")
        return files.annotate(uses=_uses(), facts_text=Cast("reading__facts", TextField()))

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            reading = getattr(row, "reading", None)
            current = reading if reading and reading.file_hash == row.file_hash else None
            row.reading_label = _reading(current)
            # What was read of another content says nothing of this one.
            row.accessibility_label = accessibility(row) if current or row.accessibility else ""
        return told


def _reading(reading: FileReading | None) -> str:
    if reading is None:
        return _now("Pas encore lu")
    said = [_now("Illisible") if reading.state == FileReading.State.REFUSED else _now("Lu")]
    if reading.scanned:
        said.append(_now("image, texte reconnu") if reading.recognised else _now("image sans texte"))
    told = ", ".join(said)
    return _now("%(state)s : %(message)s") % {"state": told, "message": reading.message} if reading.message else told


def _uses() -> Coalesce:
    """How many pages, and other things that are shown, give a file; drafts are not looked at."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(LibraryDocument),
        to_object_id=Cast(OuterRef("pk"), CharField(max_length=255)),
    )
    counted = references.order_by().values("to_object_id").annotate(count=Count("object_id", distinct=True))
    return Coalesce(Subquery(counted.values("count"), output_field=IntegerField()), 0)
