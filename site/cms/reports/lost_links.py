"""« Liens vers rien »: what is published and leads to a page, a file or an image that readers do not find."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import get_editable_models, get_snippet_models

from .base import Report
from .rights import changeable, may_change_pages


def _texts(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Their numbers, as the index of references writes them."""
    return pages.order_by().annotate(number=Cast("pk", CharField(max_length=255))).values("number")


def lost(user: Any) -> QuerySet[Any]:
    """The references from what `user` may change and readers see, to what is deleted or not published. No network."""
    kind = ContentType.objects.get_for_model
    page = kind(Page)
    shown = Q(base_content_type=page, object_id__in=_texts(changeable(user).filter(live=True, alias_of=None)))
    for model in set(get_snippet_models()) & set(get_editable_models(user)):
        live = any(field.name == "live" for field in model._meta.fields)
        records = model._default_manager.filter(live=True) if live else model._default_manager.all()
        shown |= Q(base_content_type=kind(model), object_id__in=_texts(records))
    gone = Q(to_content_type=page) & ~Q(to_object_id__in=_texts(Page.objects.filter(live=True)))
    for model in (get_document_model(), get_image_model()):
        gone |= Q(to_content_type=kind(model)) & ~Q(to_object_id__in=_texts(model._default_manager.all()))
    return ReferenceIndex.objects.filter(shown, gone)


class LostFilterSet(WagtailFilterSet):
    vers = ChoiceFilter(
        label=_("Vers"), choices=[("page", _("une page")), ("fichier", _("un fichier ou une image"))], method="to"
    )

    def to(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        pages = Q(to_content_type=ContentType.objects.get_for_model(Page))
        return queryset.filter(pages if value == "page" else ~pages)

    class Meta:
        model = ReferenceIndex
        fields: list[str] = []


class GiverColumn(TitleColumn):
    """What holds the link, that leads to its form."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return str(instance.edit_url or "")


class LostLinkReport(Report):
    namespace = "cms_reports"
    name = "liens-vers-rien"
    page_title = _("Liens vers rien")
    header_icon = "link"
    model = ReferenceIndex
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = LostFilterSet
    default_ordering = "object_id"
    then_by = ("pk",)
    columns = [
        GiverColumn("giver_label", label=_("Où est le lien")),
        Column("field_label", label=_("Dans")),
        Column("told_label", label=_("Ce qui ne va pas")),
    ]
    list_export = ["giver_label", "field_label", "told_label"]
    export_headings = {
        "giver_label": _("Où est le lien"),
        "field_label": _("Dans"),
        "told_label": _("Ce qui ne va pas"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return lost(self.request.user).select_related("content_type", "base_content_type", "to_content_type")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        finder = AdminURLFinder(self.request.user)
        givers = _in_bulk(told, "base_content_type", "object_id")
        targets = _in_bulk(told, "to_content_type", "to_object_id")
        for row in told:
            giver = givers[row.base_content_type_id, row.object_id]
            target = targets.get((row.to_content_type_id, row.to_object_id))
            row.giver_label = str(giver)
            row.edit_url = finder.get_edit_url(giver)
            row.field_label = row.describe_source_field()
            row.told_label = (
                _now("« %(title)s » n’est pas publiée") % {"title": target.title}
                if target
                else _now("supprimé : %(kind)s n° %(number)s")
                % {"kind": row.to_content_type.name, "number": row.to_object_id}
            )
        return told


def _in_bulk(rows: list[Any], kind: str, number: str) -> dict[tuple[int, str], Any]:
    """What the rows name, by content type and number; one statement for each type."""
    wanted: dict[int, set[str]] = {}
    kinds = {}
    for row in rows:
        kinds[getattr(row, f"{kind}_id")] = getattr(row, kind)
        wanted.setdefault(getattr(row, f"{kind}_id"), set()).add(getattr(row, number))
    return {
        (pk, str(found.pk)): found
        for pk, numbers in wanted.items()
        for found in kinds[pk].model_class()._default_manager.filter(pk__in=numbers)
    }
