"""The catalogue of what everyone may read, and the memory of what left it."""

from .refreshing import Refreshed, refresh

__all__ = ["Refreshed", "refresh"]
