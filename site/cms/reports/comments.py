"""« Commentaires »: what colleagues wrote in the margin, and nobody resolved."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Comment, CommentReply, PageSubscription

from .base import DayColumn, Report
from .rights import changeable, may_change_pages


def unresolved(user: Any) -> QuerySet[Any]:
    """The comments of pages that `user` may change, with `last_writer`, whose word is the last."""
    replies = CommentReply.objects.filter(comment=OuterRef("pk")).order_by("-created_at", "-pk")
    comments = Comment.objects.filter(resolved_at=None, page__in=changeable(user).order_by().values("pk"))
    return comments.annotate(
        last_writer=Coalesce(Subquery(replies.values("user")[:1]), F("user"), output_field=BigIntegerField())
    )


def addressed_to(comments: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of `unresolved` where `user` has not the last word, of a page they keep or follow or a thread of theirs."""
    followed = PageSubscription.objects.filter(user=user, comment_notifications=True).order_by().values("page")
    theirs = Comment.objects.filter(Q(user=user) | Q(replies__user=user)).order_by().values("pk")
    mine = Q(page__upkeep__keeper=user) | Q(page__in=followed) | Q(pk__in=theirs)
    return comments.filter(mine).exclude(last_writer=user.pk)


class CommentFilterSet(WagtailFilterSet):
    pour = ChoiceFilter(label=_("Qui attend une réponse de"), choices=[("moi", _("moi"))], method="for_me")

    def for_me(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return addressed_to(queryset, self.request.user)

    class Meta:
        model = Comment
        fields: list[str] = []


class CommentedPageColumn(TitleColumn):
    """The title of the page, that leads to its form, where the comment is."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("wagtailadmin_pages:edit", args=[instance.page_id])


class CommentReport(Report):
    namespace = "cms_reports"
    name = "commentaires"
    page_title = _("Commentaires à résoudre")
    header_icon = "comment"
    model = Comment
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = CommentFilterSet
    default_ordering = "created_at"
    then_by = ("pk",)
    columns = [
        CommentedPageColumn("page", label=_("Page"), sort_key="page__title"),
        Column("short", label=_("Commentaire")),
        Column("author_label", label=_("Écrit par"), sort_key="user__last_name"),
        DayColumn("created_at", label=_("Le"), sort_key="created_at"),
    ]
    list_export = ["page_title", "text", "author_label", "created_at"]
    export_headings = {
        "page_title": _("Page"),
        "text": _("Commentaire"),
        "author_label": _("Écrit par"),
        "created_at": _("Le"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return unresolved(self.request.user).select_related("page", "user")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            row.page_title = row.page.title
            row.short = Truncator(row.text).chars(200)
            row.author_label = row.user.get_full_name() or row.user.get_username()
        return told
