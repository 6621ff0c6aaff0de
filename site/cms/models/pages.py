from itertools import groupby
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms.blocks import TEXT_FEATURES
from cms.blocks.body import MOST_OF_EACH, body_blocks
from cms.fields import StreamField
from cms.navigation import section_at
from cms.sections import sections_for

from .base import BasePage, pages_of_every_type
from .vocabulary import GlossaryTerm


class HomePage(BasePage, Page):
    headline = models.CharField(_("accroche"), max_length=160, help_text=_("La grande phrase de l’accueil."))
    introduction = RichTextField(_("présentation"), blank=True, features=TEXT_FEATURES)
    search_hint = models.CharField(
        _("exemple de recherche"), max_length=80, blank=True, help_text=_("Montré sous le champ de recherche.")
    )
    body = StreamField(body_blocks, block_counts=MOST_OF_EACH, verbose_name=_("suite de la page"), blank=True)

    template = "cms/home_page.html"
    read_every = 6
    tells_reading = False
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("headline"), FieldPanel("introduction"), FieldPanel("search_hint")], _("Haut de page")
        ),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("accueil")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"sections": sections_for(self)}

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail does; the sections, where most addresses begin, are not read for each request."""
        section = section_at(self, path_components[0], request) if path_components else None
        if section is None:
            return super().route(request, path_components)
        return section.route(request, path_components[1:])


class ContentPage(BasePage, Page):
    """A free page: legal notices, contact, presentation."""

    body = StreamField(body_blocks, block_counts=MOST_OF_EACH, verbose_name=_("texte"), blank=True)

    template = "cms/content_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        verbose_name = _("page libre")
        verbose_name_plural = _("pages libres")


class GlossaryPage(BasePage, Page):
    template = "cms/glossary_page.html"
    read_every = 0
    tells_reading = False
    max_count_per_parent = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("glossaire")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`letters`: list of {letter, terms}; a term is filed under its unaccented first letter."""
        terms = sorted(GlossaryTerm.objects.all(), key=lambda term: term.slug)
        by_letter = groupby(terms, key=lambda term: term.slug[0].upper())
        letters = [{"letter": letter, "terms": list(group)} for letter, group in by_letter]
        return super().get_context(request, *args, **kwargs) | {"letters": letters}


class SiteMapPage(BasePage, Page):
    template = "cms/site_map_page.html"
    read_every = 0
    tells_reading = False
    max_count_per_parent = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("plan du site")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`tree`: the public pages of this language, depth first, each with its `level` below the home page (1, 2…)."""
        home = self.get_parent()
        pages = pages_of_every_type().descendant_of(home).live().public().specific(defer=True)
        tree = [{"page": page, "level": page.depth - home.depth} for page in pages]
        return super().get_context(request, *args, **kwargs) | {"tree": tree}
