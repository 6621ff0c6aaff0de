"""Values of pages as JSON, gone through piece by piece: the same walk gives them to a file and takes them from one."""

from typing import Any

from django.db import models
from wagtail import blocks

# {type, value, id}, as Wagtail stores a block of a stream or an item of a list.
Item = dict[str, Any]


class Walker:
    """What becomes of references and of rich text is told by those who walk. Raises TypeError for what is no value of
    that block.
    """

    def reference(self, model: type[models.Model], value: Any) -> Any:
        raise NotImplementedError

    def rich_text(self, html: Any, features: list[str] | None) -> str:
        raise NotImplementedError

    def unknown(self, item: Item) -> None:
        """A block of a type that does not exist here: it is left out."""

    def kept(self, block: blocks.Block, item: Item) -> list[Item]:
        """The item as it goes on; none when it is left out."""
        return [item | {"value": self.walk(block, item.get("value"))}]

    def walk(self, block: blocks.Block, raw: Any) -> Any:
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, raw)
        if isinstance(block, blocks.ListBlock):
            items = [each if isinstance(each, dict) and "value" in each else {"value": each} for each in _list(raw)]
            return [kept for each in items for kept in self.kept(block.child_block, {"type": "item"} | each)]
        if isinstance(block, blocks.StructBlock):
            if not isinstance(raw, dict):
                raise TypeError(raw)
            return {name: self.walk(child, raw[name]) for name, child in block.child_blocks.items() if name in raw}
        if isinstance(block, blocks.RichTextBlock):
            return self.rich_text(raw, block.features)
        if isinstance(block, blocks.ChooserBlock):
            return self.reference(block.model_class, raw)
        if isinstance(raw, list | dict):
            raise TypeError(raw)
        return raw

    def stream(self, block: blocks.BaseStreamBlock, raw: Any) -> list[Item]:
        items: list[Item] = []
        for item in _list(raw):
            if not isinstance(item, dict) or not isinstance(item.get("type"), str):
                raise TypeError(item)
            child = block.child_blocks.get(item["type"])
            if child is None:
                self.unknown(item)
            else:
                items += self.kept(child, item)
        return items


def _list(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise TypeError(raw)
    return raw
