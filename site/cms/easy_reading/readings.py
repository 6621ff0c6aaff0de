"""Who has read a simple version: it may be called easy to read only once people concerned have read that very text."""

from datetime import date
from hashlib import sha256

from wagtail.models import Page

from accounts.models import User
from cms.models import EasyReading
from editions.memory import remembered

from .sides import passages_of


def digest(page: Page) -> str:
    """A mark of what a page says, in hexadecimal: the same words, the same mark."""
    return sha256("\n".join(passages_of(page)).encode()).hexdigest()


def record(page: Page, readers: str, read_on: date, user: User | None) -> EasyReading:
    """People have read the latest draft of `page`. Raises ValidationError for what no reading can be."""
    reading = EasyReading(
        page_id=page.pk,
        readers=readers,
        read_on=read_on,
        text=digest(page.get_latest_revision_as_object()),
        recorded_by=user,
    )
    reading.full_clean()
    reading.save()
    return reading


def holding(page: Page) -> EasyReading | None:
    """The last reading of what `page` says now, as it is given; None when it has changed since."""
    readings = EasyReading.objects.filter(page_id=page.pk)
    return readings.filter(text=digest(page)).first() if readings else None


def shown(page: Page) -> EasyReading | None:
    """The same for a published page, asked once an edition."""
    return remembered(("cms.easy_reading", page.pk), lambda: holding(page))
