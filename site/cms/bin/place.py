"""Pages of the bin are under a root of their own, beside Wagtail's: no site, right or list of pages holds them."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from wagtail.models import Locale, Page

# Wagtail's own migrations make the first root, at "0001".
ROOT_PATH = "0002"
OUTSIDE = ~Q(path__startswith=ROOT_PATH)


def in_bin(page: Page) -> bool:
    return str(page.path).startswith(ROOT_PATH)


def locked_root() -> Page:
    """The root of the bin, made the first time. Until the end of the transaction, nobody else changes the bin."""
    try:
        return Page.objects.select_for_update().get(path=ROOT_PATH)
    except Page.DoesNotExist:
        pass
    try:
        with transaction.atomic():
            Page.add_root(instance=Page(title="Corbeille", slug="corbeille", live=False, locale=Locale.get_default()))
    except IntegrityError:  # somebody else made it at this instant
        pass
    return Page.objects.select_for_update().get(path=ROOT_PATH)
