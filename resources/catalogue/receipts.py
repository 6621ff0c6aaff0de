"""What changes what everyone may read, and so the catalogue."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from cms.models import HomePage
from resources.models import ResourcePage

from .tasks import refresh_after_commit


def connect() -> None:
    """Publishing and unpublishing save the page; a home page opens its language."""
    for model in (ResourcePage, HomePage, PageViewRestriction):
        post_save.connect(_changed, model, dispatch_uid=f"resources.catalogue_saved_{model.__name__}")
        post_delete.connect(_changed, model, dispatch_uid=f"resources.catalogue_deleted_{model.__name__}")
    post_page_move.connect(_changed, dispatch_uid="resources.catalogue_moved")


def _changed(sender: type[Model], **kwargs: Any) -> None:
    refresh_after_commit()
