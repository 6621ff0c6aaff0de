"""StreamFields whose blocks stay out of the migrations."""

from types import FunctionType
from typing import Any

from django.utils.functional import cached_property
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """Deconstructs without its block tree: editing a block must never make a migration.

    `block_types` may be a function that gives them, asked when they are first needed: apps above add theirs.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)
        self.block_types_arg: Any

    @cached_property
    def stream_block(self) -> StreamBlock:
        if isinstance(self.block_types_arg, FunctionType):
            self.block_types_arg = self.block_types_arg()
        return super().stream_block

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
