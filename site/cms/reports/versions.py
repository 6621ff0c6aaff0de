"""« Versions manquantes »: pages that have no version in another language, or an older one."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from .base import PageColumn, Report
from .rights import changeable, may_change_pages

LANGUAGES = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
ABSENT, DRAFT, OLDER, CURRENT = "absente", "brouillon", "a-revoir", "a-jour"
STATES = {
    ABSENT: _("absente"),
    DRAFT: _("écrite, pas encore publiée"),
    OLDER: _("à revoir : le texte français a été publié après elle"),
    CURRENT: _("à jour"),
}


def column_of(language: str) -> str:
    return f"version_{language.replace('-', '_')}"


def with_versions(pages: QuerySet[Page]) -> QuerySet[Any]:
    """The published French pages of `pages`, with the state (of STATES) of each language. An alias is no version."""
    french = pages.filter(locale__language_code=settings.LANGUAGE_CODE, live=True, alias_of=None)
    states = {}
    for language in LANGUAGES:
        theirs = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=language, alias_of=None
        )
        older = Q(last_published_at__lt=OuterRef("last_published_at"))
        state = Case(
            When(live=False, then=Value(DRAFT)),
            When(older, then=Value(OLDER)),
            default=Value(CURRENT),
            output_field=CharField(),
        )
        states[column_of(language)] = Coalesce(
            Subquery(theirs.annotate(state=state).values("state")[:1]), Value(ABSENT)
        )
    return french.annotate(**states)


def older_versions(user: Any) -> QuerySet[Any]:
    """The published versions that `user` may change whose French page was published after them."""
    french = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=settings.LANGUAGE_CODE, live=True
    )
    versions = changeable(user).filter(live=True, alias_of=None, locale__language_code__in=LANGUAGES)
    return versions.annotate(since=Subquery(french.values("last_published_at")[:1])).filter(
        since__gt=Coalesce("last_published_at", "since")
    )


class VersionFilterSet(WagtailFilterSet):
    # In this order: the second asks what the first chose.
    langue = ChoiceFilter(label=_("Langue"), choices=list(LANGUAGES.items()), method="in_language")
    etat = ChoiceFilter(label=_("Version"), choices=list(STATES.items()), method="in_state")

    def in_language(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        # On its own: what this language lacks.
        if self.form.cleaned_data.get("etat"):
            return queryset
        return queryset.exclude(**{column_of(value): CURRENT})

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        chosen = self.form.cleaned_data.get("langue")
        found = Q()
        for language in [chosen] if chosen else LANGUAGES:
            found |= Q(**{column_of(language): value})
        return queryset.filter(found)

    class Meta:
        model = Page
        fields: list[str] = []


class VersionReport(Report):
    namespace = "cms_reports"
    name = "versions"
    page_title = _("Versions manquantes")
    header_icon = "globe"
    model = Page
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = VersionFilterSet
    default_ordering = "title"
    then_by = ("pk",)
    columns = [
        PageColumn("title", label=_("Page"), sort_key="title"),
        Column("page_type_display_name", label=_("Genre")),
        *[Column(f"{column_of(code)}_label", label=name, sort_key=column_of(code)) for code, name in LANGUAGES.items()],
    ]
    list_export = ["title", "page_type_display_name", *[f"{column_of(code)}_label" for code in LANGUAGES], "full_url"]
    export_headings = {
        "title": _("Page"),
        "page_type_display_name": _("Genre"),
        **{f"{column_of(code)}_label": name for code, name in LANGUAGES.items()},
        "full_url": _("Adresse"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return with_versions(changeable(self.request.user)).select_related("content_type")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            for language in LANGUAGES:
                name = column_of(language)
                setattr(row, f"{name}_label", STATES[getattr(row, name)])
        return told
