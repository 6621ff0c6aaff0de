"""The blocks that editors compose free pages from. Each renders one component of the theme.

An app above adds its own in its `page_blocks.py` (`cms.blocks.registry`).
"""

from .base import TEXT_FEATURES

__all__ = ["TEXT_FEATURES"]
