"""What blocks share: how they are shown before being chosen, and the little values that several of them hold."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms import components
from cms.partial_dates import validate_partial_date
from cms.templatetags.theme import render_component

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class ShownByExample:
    """A block that is shown before being chosen as the first example of its `component`: one example, in the gallery
    and here.
    """

    component: ClassVar[str]

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return "cms/block_preview.html"

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        component = components.component(self.component)
        example = render_component(component, component.examples[0]["with"])
        return {**(parent_context or {}), "example": example}


class PartialDateBlock(blocks.CharBlock):
    """A date as precise as its source; the same in every language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, search_index=False, validators=[validate_partial_date], **kwargs)

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []

    class Meta:
        icon = "date"


def refuse(errors: dict[str, Any]) -> None:
    """Raises what is wrong in a struct block, {name of a child: sentence}; nothing when there is nothing."""
    if errors:
        raise StructBlockValidationError(
            block_errors={name: ValidationError(sentence) for name, sentence in errors.items()}
        )


def is_to_come(day: date | None) -> bool:
    return day is not None and day > timezone.localdate()
