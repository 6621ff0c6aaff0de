"""What begins an edition."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from . import memory

# What a draft changes of a page: readers see none of it.
_OF_DRAFTS = {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}


def watch(*models: type[Model]) -> None:
    """Saving or deleting one of these begins an edition; for a table that links two models, linking does.

    Writing many rows at once sends no signal: who does that calls `memory.begin`.
    """
    for model in models:
        name = f"editions.{model._meta.label_lower}"
        m2m_changed.connect(_linked, model, dispatch_uid=f"{name}.linked")
        post_save.connect(_saved, model, dispatch_uid=f"{name}.saved")
        post_delete.connect(_deleted, model, dispatch_uid=f"{name}.deleted")


def _saved(sender: type[Model], update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    if update_fields is None or not _OF_DRAFTS.issuperset(update_fields):
        memory.begin()


def _deleted(sender: type[Model], **kwargs: Any) -> None:
    memory.begin()


def _linked(sender: type[Model], action: str, **kwargs: Any) -> None:
    if action.startswith("post_"):
        memory.begin()
