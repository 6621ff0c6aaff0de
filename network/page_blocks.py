"""What the network adds to the blocks of free pages: lists of a territory."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.registry import register_listing_filter

register_listing_filter(
    "territory",
    lambda: SnippetChooserBlock("network.Territory", label=_("Dans ce territoire"), required=False),
    lambda territory: territory.key,
)
