"""What the apps above add to the blocks of free pages, in their `page_blocks.py`, found as Django's admin does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.module_loading import autodiscover_modules
from wagtail.blocks import Block

from search.facets import FACETS

MakeBlock = Callable[[], Block]


@dataclass(frozen=True)
class ListingFilter:
    """A way to narrow a composed list: a block that chooses, and the value of the facet that the choice means."""

    facet: str
    make: MakeBlock
    value_of: Callable[[Any], str]


_blocks: dict[str, MakeBlock] = {}
_filters: dict[str, ListingFilter] = {}


def register_block(name: str, make: MakeBlock) -> None:
    """Offer the block that `make` makes, under `name`, which pages will hold for ever."""
    _blocks[name] = make


def register_listing_filter(facet: str, make: MakeBlock, value_of: Callable[[Any], str]) -> None:
    """Let lists be narrowed by `facet`, as `ListingFilter` says. Raises KeyError for a facet that does not exist."""
    _filters[facet] = ListingFilter(FACETS[facet].name, make, value_of)


def registered_blocks() -> dict[str, MakeBlock]:
    """{name: maker}. Asked once every model is known."""
    _discover()
    return _blocks


def listing_filters() -> dict[str, ListingFilter]:
    """{facet: filter}. Asked once every model is known."""
    _discover()
    return _filters


def _discover() -> None:
    apps.check_models_ready()
    autodiscover_modules("page_blocks")
