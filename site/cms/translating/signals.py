"""What follows the publication of a page that has versions."""

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published

from .following import is_standard, note
from .refreshing import refresh, source_of


def connect() -> None:
    page_published.connect(_published, dispatch_uid="cms.translating.published")


def _published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    note(instance)
    source = source_of(instance) if is_standard(instance) else None
    if source:
        # Robust: publishing never fails for it, and the translators' page says that the copy is late.
        transaction.on_commit(lambda: refresh(source.pk), robust=True)
