"""« Brouillons »: what was written and readers do not see yet."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import Page, WorkflowState

from .base import DayColumn, PageColumn, Report
from .rights import changeable, may_change_pages


def drafts(user: Any) -> QuerySet[Any]:
    """The pages that `user` may change whose last version is neither published, nor being read again, nor planned."""
    states = WorkflowState.objects.active().filter(object_id=Cast(OuterRef("pk"), CharField()))
    read_again = Exists(states.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page"))
    written = changeable(user).filter(has_unpublished_changes=True, alias_of=None, latest_revision__isnull=False)
    return written.filter(~read_again, Q(latest_revision__approved_go_live_at=None))


class DraftFilterSet(WagtailFilterSet):
    auteur = ChoiceFilter(label=_("Écrits par"), choices=[("moi", _("moi"))], method="written_by")
    publiee = ChoiceFilter(
        label=_("La page"), choices=[("oui", _("est publiée")), ("non", _("n’est pas publiée"))], method="published"
    )

    def written_by(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(latest_revision__user=self.request.user)

    def published(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(live=value == "oui")

    class Meta:
        model = Page
        fields: list[str] = []


class DraftReport(Report):
    namespace = "cms_reports"
    name = "brouillons"
    page_title = _("Brouillons")
    header_icon = "edit"
    model = Page
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = DraftFilterSet
    default_ordering = "latest_revision_created_at"
    columns = [
        PageColumn("draft_title", label=_("Page"), sort_key="draft_title"),
        Column("page_type_display_name", label=_("Genre")),
        Column("author_label", label=_("Écrit par"), sort_key="latest_revision__user__last_name"),
        DayColumn("latest_revision_created_at", label=_("Le"), sort_key="latest_revision_created_at"),
    ]
    list_export = ["draft_title", "page_type_display_name", "author_label", "latest_revision_created_at"]
    export_headings = {
        "draft_title": _("Page"),
        "page_type_display_name": _("Genre"),
        "author_label": _("Écrit par"),
        "latest_revision_created_at": _("Le"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return drafts(self.request.user).select_related("latest_revision__user", "content_type", "locale")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            author = row.latest_revision.user
            row.author_label = (author.get_full_name() or author.get_username()) if author else ""
        return told
