"""« Images sans texte de remplacement »: pages where who does not see an image is told nothing of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from .base import PageColumn, Report
from .kinds import KindFilterSet, page_models
from .rights import changeable, may_change_pages

_ALTERNATIVES = ("alternative", "alt_text")
_DECORATIVE = "decorative"


def pages_with_images(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The published pages of `pages` that show an image, as Wagtail's index of references knows them."""
    shown = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(get_image_model()),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField(max_length=255)),
    )
    return pages.filter(Exists(shown), live=True, alias_of=None)


def without_alternative(pages: QuerySet[Page]) -> dict[int, int]:
    """How many images of each page have neither an alternative nor the mark of a decorative one; pages with none apart.

    One statement for each type of page that has blocks.
    """
    found: dict[int, int] = {}
    with_images = pages_with_images(pages).order_by().values("pk")
    for model in page_models().values():
        names = [field.name for field in model._meta.local_fields if isinstance(field, StreamField)]
        if not names:
            continue
        for pk, *values in model._default_manager.filter(pk__in=with_images).order_by().values_list("pk", *names):
            count = sum(1 for value in values for _image in _lacking(getattr(value, "raw_data", value)))
            if count:
                found[pk] = count
    return found


def _lacking(value: Any) -> Iterator[Any]:
    """The blocks that hold an image, whatever their names: `image`, and beside it what says it."""
    if isinstance(value, dict):
        says = [name for name in _ALTERNATIVES if name in value]
        if value.get("image") and says and not value.get(_DECORATIVE) and not any(value[name] for name in says):
            yield value
        for each in value.values():
            yield from _lacking(each)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for each in value:
            yield from _lacking(each)


class AlternativeReport(Report):
    namespace = "cms_reports"
    name = "images-sans-texte"
    page_title = _("Images sans texte de remplacement")
    header_icon = "image"
    model = Page
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = KindFilterSet
    default_ordering = "title"
    then_by = ("pk",)
    columns = [
        PageColumn("title", label=_("Page"), sort_key="title"),
        Column("page_type_display_name", label=_("Genre")),
        Column("told_label", label=_("Ce qui manque")),
    ]
    list_export = ["title", "page_type_display_name", "images", "full_url"]
    export_headings = {
        "title": _("Page"),
        "page_type_display_name": _("Genre"),
        "images": _("Images sans texte"),
        "full_url": _("Adresse"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        self._found = without_alternative(changeable(self.request.user))
        return Page.objects.filter(pk__in=list(self._found)).select_related("content_type")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            row.images = self._found[row.pk]
            said = ngettext("%(count)d image sans texte", "%(count)d images sans texte", row.images)
            row.told_label = said % {"count": row.images}
        return told
