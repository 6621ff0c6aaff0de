"""The calendar in Wagtail’s admin: each package says its own part in its `hooks` module."""

from .organising import hooks  # noqa: F401
