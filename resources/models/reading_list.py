from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from cms.blocks import TEXT_FEATURES
from cms.models import BasePage
from cms.sections import sections_for
from resources.presentation import resource_card

from .resource import ResourcePage


class ReadingListPage(BasePage, Page):
    """Resources that an editor puts together, in an order and with a word on each."""

    introduction = RichTextField(_("introduction"), blank=True, features=TEXT_FEATURES)

    template = "resources/reading_list_page.html"
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        InlinePanel("entries", label=_("ressource"), heading=_("Ressources du dossier"), min_num=1),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("introduction")]

    class Meta:
        verbose_name = _("dossier de lecture")
        verbose_name_plural = _("dossiers de lecture")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`entries`: (variables of a card, word of the editor) of each resource that everyone may read."""
        entries = list(self.entries.all())
        readable = ResourcePage.objects.live().public().in_bulk([entry.resource_id for entry in entries])
        shown = [
            (resource_card(readable[entry.resource_id]), entry.note)
            for entry in entries
            if entry.resource_id in readable
        ]
        return super().get_context(request, *args, **kwargs) | {"entries": shown, "sections": sections_for(self)}


class ReadingListEntry(TranslatableMixin, Orderable):
    """One resource of a reading list, and why it is there."""

    page = ParentalKey(ReadingListPage, on_delete=models.CASCADE, related_name="entries")
    resource = models.ForeignKey(
        ResourcePage, verbose_name=_("ressource"), on_delete=models.CASCADE, related_name="list_entries"
    )
    note = models.TextField(_("pourquoi la lire"), blank=True, max_length=400)

    panels = [PageChooserPanel("resource"), FieldPanel("note")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("ressource du dossier")
        verbose_name_plural = _("ressources du dossier")
