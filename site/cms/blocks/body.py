"""Every block of a free page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block
from wagtail.snippets.blocks import SnippetChooserBlock

from .facts import ChronologyBlock, KeyFiguresBlock
from .listings import ListingBlock
from .pictures import FigureBlock, VideoBlock
from .registry import register_listing_filter, registered_blocks
from .tables import TableBlock
from .words import AccordionBlock, ButtonBlock, HeadingBlock, NoticeBlock, QuoteBlock, TextBlock

MOST_OF_EACH = {"listing": {"max_num": 6}}  # each one is a question asked whenever the page is read


def body_blocks() -> list[tuple[str, Block]]:
    """New blocks for one field. Asked once every model is known."""
    ours: list[tuple[str, Block]] = [
        ("heading", HeadingBlock()),
        ("text", TextBlock()),
        ("notice", NoticeBlock()),
        ("quote", QuoteBlock()),
        ("accordion", AccordionBlock()),
        ("figure", FigureBlock()),
        ("video", VideoBlock()),
        ("table", TableBlock()),
        ("figures", KeyFiguresBlock()),
        ("chronology", ChronologyBlock()),
        ("listing", ListingBlock()),
        ("button", ButtonBlock()),
    ]
    return [*ours, *((name, make()) for name, make in registered_blocks().items())]


register_listing_filter(
    "theme", lambda: SnippetChooserBlock("cms.Theme", label=_("Sur ce thème"), required=False), lambda theme: theme.slug
)
