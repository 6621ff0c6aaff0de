"""A list that an editor composes: a question to the search engine, asked again each time the page is read.

The engine knows what is published, who may read it, in which language: a list shows what everyone may find. It costs
no statement but those that read what was chosen to narrow it.
"""

from dataclasses import replace
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from search.addresses import Addresses
from search.answer import answer
from search.facets import FACETS
from search.query import SearchQuery, Sort
from search.registry import kind_labels
from search.understanding import active_language

from .base import ShownByExample
from .registry import listing_filters

MOST = 12
USUAL = 6


class Order(TextChoices):
    TITLE = Sort.TITLE.value, _("alphabétique")
    DATE = Sort.DATE.value, _("les plus récents d’abord")
    DATE_ASC = Sort.DATE_ASC.value, _("les plus anciens d’abord, ou les plus proches à venir")
    UPDATED = Sort.UPDATED.value, _("les derniers mis à jour d’abord")


def _kinds() -> list[tuple[str, str]]:
    return list(kind_labels().items())


class ListingBlock(ShownByExample, blocks.StructBlock):
    component = "listing"

    title = blocks.CharBlock(label=_("Titre de la liste"))
    kind = blocks.ChoiceBlock(label=_("Ce qu’elle montre"), choices=_kinds)
    upcoming = blocks.BooleanBlock(
        label=_("Seulement ce qui n’est pas passé"),
        required=False,
        default=False,
        help_text=_("Pour des événements : ceux d’aujourd’hui et après."),
    )
    order = blocks.ChoiceBlock(label=_("Ordre"), choices=Order.choices, default=Order.TITLE)
    number = blocks.IntegerBlock(label=_("Combien au plus"), default=USUAL, min_value=1, max_value=MOST)
    empty = blocks.CharBlock(
        label=_("Phrase montrée quand il n’y a rien"),
        help_text=_("Par exemple : Aucun événement n’est annoncé pour le moment."),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([(name, chosen.make()) for name, chosen in listing_filters().items()], **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`items`: hits. `url`: the search with the same filters, "" when it would show no more."""
        context = super().get_context(value, parent_context)
        if not value["kind"]:
            return context | {"items": (), "url": ""}
        query = _query(value)
        found = answer(query)
        url = _address(query) if found.total > len(found.hits) else ""
        return context | {"items": found.hits, "url": url}

    def get_searchable_content(self, value: Any) -> list[str]:
        """Its title: what it lists is found under its own name, and the sentence for nothing is not its subject."""
        return self.child_blocks["title"].get_searchable_content(value["title"])

    class Meta:
        icon = "list-ul"
        label = _("Liste composée")
        description = _("Des projets, des événements, des ressources… choisis par une question, toujours à jour.")
        group = _("Liens et listes")
        template = "cms/blocks/listing.html"


def _query(value: Any) -> SearchQuery:
    filters = {"kind": frozenset([value["kind"]])}
    for name, chosen in listing_filters().items():
        if value[name]:
            filters[chosen.facet] = frozenset([chosen.value_of(value[name])])
    return SearchQuery(
        filters=filters,
        after=timezone.localdate() if value["upcoming"] else None,
        sort=Sort(value["order"] or Sort.TITLE),
        page_size=min(value["number"] or USUAL, MOST),
        language=active_language(),
        facets=(),
    )


def _address(query: SearchQuery) -> str:
    """Where a reader sees all of it, in the same order. What is not past is said by its day."""
    return Addresses(reverse("search:results"), replace(query, facets=tuple(FACETS)), Sort.TITLE).of()
