"""The French pages, where the founding content has versions of some in another language."""

from typing import TypeVar

from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)


def french(model: type[AnyPage], **lookups: object) -> AnyPage:
    """The one French page of that type. Raises DoesNotExist or MultipleObjectsReturned."""
    return model.objects.get(locale__language_code="fr", **lookups)
