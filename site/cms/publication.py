"""What keeps a page from being published: a block without the words that say the same as it, or without its source.

A form says so before anything is kept (Wagtail checks everything but drafts). This is for the ways to publish that show
no form: several pages at once, a moderator's approval, a script.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import Block, ListBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class Incomplete(ValidationError):
    """`page` holds what nobody may publish yet: a sentence each. `anchor` leads to the first block in its form."""

    def __init__(self, page: Page, sentences: list[str], anchor: str) -> None:
        super().__init__(sentences)
        self.page, self.anchor = page, anchor


@dataclass(frozen=True)
class WrongBlock:
    """What is wrong in one block of a page; `anchor` is "" for what is said of all of them."""

    sentences: list[str]
    anchor: str = ""


def require_complete(page: Page) -> None:
    """Raises Incomplete when a block of `page` lacks what publishing asks."""
    wrong: list[WrongBlock] = []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = field.value_from_object(page)
            try:
                field.stream_block.clean(value)
            except ValidationError as error:
                wrong += wrong_blocks(value, error)
    if wrong:
        raise Incomplete(page, [sentence for each in wrong for sentence in each.sentences], wrong[0].anchor)


def wrong_blocks(value: Any, error: Any) -> Iterator[WrongBlock]:
    """The blocks of a stream that an error of Wagtail's is about, each named by its place."""
    for place, refused in getattr(error, "block_errors", {}).items():
        block = value[place]
        name = _("%(label)s (bloc %(number)d)") % {"label": block.block.label, "number": place + 1}
        yield WrongBlock(
            [" – ".join([name, *told]) for told in _told(block.block, refused)], f"block-{block.id}-section"
        )
    general = [each for errors in getattr(error, "non_block_errors", ()) for each in ValidationError(errors).messages]
    if general:
        yield WrongBlock(general)


def _told(block: Block, error: Any) -> Iterator[list[str]]:
    """Each leaf of `error`: the names of what it is in, then its sentence."""
    inside = getattr(error, "block_errors", None)
    if not inside:
        yield from ([message] for message in error.messages)
        return
    for name, refused in inside.items():
        child: Any = block.child_block if isinstance(block, ListBlock) else block.child_blocks[name]
        for told in _told(child, refused):
            # A sentence of ours says where to look; Wagtail's own do not.
            yield told if len(told) == 1 and " : " in told[0] else [str(child.label), *told]
