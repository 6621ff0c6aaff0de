"""What of the shared pages can be found by searching; and how any simple page becomes a document."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.languages import OTHER_LANGUAGES
from cms.models import AccessibilityPage, ContentPage, GlossaryPage, GlossaryTerm, HomePage, SiteMapPage, Theme
from cms.text import plain
from search.documents import SearchDocument
from search.languages import register_open_languages
from search.pages import page_audience
from search.registry import register, register_facet_labels
from search.synonyms import register_synonyms

FRENCH = "fr"

register_facet_labels("theme", lambda slugs: dict(Theme.objects.filter(slug__in=slugs).values_list("slug", "name")))
register_open_languages(lambda: HomePage.objects.live().values_list("locale__language_code", flat=True))
register_synonyms(lambda: GlossaryTerm.objects.exclude(expansion="").values_list("term", "expansion"))


def words_of(page: ContentPage) -> str:
    """What its blocks say. They are not rendered: a composed list would ask the engine that is being filled."""
    return " ".join(page.body.stream_block.get_searchable_content(page.body))


def register_page(model: type[Page], body: Callable[[Page], str]) -> None:
    """Makes a page type findable under the kind "page"; `body` gives the HTML of its text."""

    def documents(page: Page) -> Iterable[SearchDocument]:
        yield SearchDocument(
            id=f"{page._meta.label_lower}:{page.pk}",
            kind="page",
            title=page.title,
            summary=page.summary,
            body=plain(body(page)),
            url=page.get_url(),
            language=page.locale.language_code,
            updated=page.last_published_at,
            audience=page_audience(page),
        )

    def queryset() -> QuerySet:
        return model.objects.live().select_related("locale")

    register(model, kind="page", label=_("Page"), label_plural=_("Pages"), queryset=queryset, title_fields=("title",))(
        documents
    )


register_page(ContentPage, body=lambda page: escape(words_of(page)))
register_page(AccessibilityPage, body=lambda page: page.efforts + page.exempted + page.contact + page.redress)
for computed in (GlossaryPage, SiteMapPage):
    register_page(computed, body=lambda page: "")


@register(
    GlossaryTerm,
    kind="term",
    label=_("Mot expliqué"),
    label_plural=_("Mots expliqués"),
    queryset=lambda: GlossaryTerm.objects.all(),
    title_fields=("term", "expansion"),
)
def term_documents(term: GlossaryTerm) -> Iterable[SearchDocument]:
    page = GlossaryPage.objects.live().filter(locale__language_code=FRENCH).first()
    if page is None:
        return
    yield SearchDocument(
        id=f"cms.glossaryterm:{term.pk}",
        kind="term",
        title=f"{term.term} : {term.expansion}" if term.expansion else term.term,
        summary=term.definition,
        url=f"{page.get_url()}#{term.slug}",
        language=FRENCH,
        also_for=OTHER_LANGUAGES,
        codes=(term.term,),
    )
