"""Whether a published version still says what the standard page says."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.easy_reading.readings import digest
from cms.languages import language_code
from cms.models import FollowedText
from editions.memory import remembered


@dataclass(frozen=True)
class OutOfDate:
    """`follows`: when the version was last true. `changed`: when the standard page began to say something else."""

    follows: datetime
    changed: datetime


def is_standard(page: Page) -> bool:
    return language_code(page.locale_id) == settings.LANGUAGE_CODE


def note(page: Page) -> None:
    """Keeps which text a page that is just published says, if it is the standard page of versions, or follows."""
    if page.alias_of_id:
        return
    others = Page.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk)
    if is_standard(page):
        if others.exists():
            _keep(page, digest(page))
        return
    standard = others.filter(locale__language_code=settings.LANGUAGE_CODE, live=True).specific().first()
    if standard is None:
        return
    text = digest(standard)
    _keep(standard, text)
    translation = _translation_of(page)
    _keep(page, digest(translation.source.as_instance()) if translation else text)


def out_of_date(page: Page) -> OutOfDate | None:
    """What a reader of a version is to know; None for one that is up to date, or of which nothing is known."""
    if is_standard(page):
        return None
    rows = remembered(("cms.followed", page.translation_key), lambda: _texts(page))
    mine = rows.get(page.pk)
    standard = next(
        (row for row in rows.values() if row.page.locale_id != page.locale_id and is_standard(row.page)), None
    )
    if mine is None or standard is None or mine.text == standard.text:
        return None
    return OutOfDate(mine.since, standard.since)


def _texts(page: Page) -> dict[int, FollowedText]:
    found = FollowedText.objects.filter(page__translation_key=page.translation_key, page__live=True)
    return {row.page_id: row for row in found.select_related("page")}


def _translation_of(page: Page) -> Translation | None:
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    return found.select_related("source").first()


def _keep(page: Page, text: str) -> None:
    """A text that is the same keeps its date."""
    if not FollowedText.objects.filter(page_id=page.pk, text=text).exists():
        FollowedText.objects.update_or_create(page_id=page.pk, defaults={"text": text, "since": timezone.now()})
