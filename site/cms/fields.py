"""StreamFields whose blocks stay out of the migrations."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import cached_property
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """Deconstructs without its block tree: editing a block must never make a migration.

    `block_types` may be a function that gives them, asked when they are first needed: apps above add theirs.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    @cached_property
    def stream_block(self) -> StreamBlock:
        given: Any = self.block_types_arg
        if isinstance(given, Callable) and not isinstance(given, Block | type):  # type: ignore[arg-type]
            self.block_types_arg = given()
        return super().stream_block

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
