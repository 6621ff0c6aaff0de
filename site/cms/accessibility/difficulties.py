"""Difficulties that readers tell: kept, brought to the referent, answered, forgotten."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from cms.languages import spoken_language
from cms.models import AccessibilityPage, Difficulty
from mail import outbox

from . import writing
from .referents import address_of

MOST_PER_HOUR = 20
ANSWERED_KEPT = timedelta(days=396)  # 13 months after the answer, as opinions of readers are
UNANSWERED_KEPT = timedelta(days=3 * 365)  # as long as a declaration lasts

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class TooMany(Exception):
    """As many difficulties as may be told in an hour were; this one is not kept."""


class AlreadyAnswered(Exception):
    """Somebody has answered meanwhile: an answer is sent once."""


def declaration() -> AccessibilityPage | None:
    """The published one, in the portal's own language."""
    french = AccessibilityPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    return french.order_by("pk").first()


@transaction.atomic
def tell(text: str, place: str, email: str, now: datetime) -> Difficulty:
    """Keep a difficulty and write of it to the referent; an address given gets one acknowledgement a day.

    Raises TooMany, nothing being kept.
    """
    if Difficulty.objects.filter(told_at__gt=now - _HOUR).count() >= MOST_PER_HOUR:
        raise TooMany
    email = email.lower()
    # Whoever gives it: an address that is not theirs gets one message a day.
    known = Difficulty.objects.filter(email=email, told_at__gt=now - _DAY).exists()
    difficulty = Difficulty.objects.create(text=text, place=place, email=email, language=spoken_language(), told_at=now)
    if to := address_of(declaration()):
        outbox.post(to=to, about=difficulty.about, **writing.notice(difficulty))
    if email and not known:
        outbox.post(to=email, about=difficulty.about, **writing.acknowledgement(difficulty))
    return difficulty


def take_up(difficulty: Difficulty) -> None:
    """Somebody looks into it."""
    new = Difficulty.objects.filter(pk=difficulty.pk, state=Difficulty.State.NEW)
    new.update(state=Difficulty.State.IN_PROGRESS)


@transaction.atomic
def answer(difficulty: Difficulty, text: str, user: User, now: datetime) -> None:
    """Keep the answer, and send it to the address if there is one. Raises AlreadyAnswered."""
    waiting = Difficulty.objects.filter(pk=difficulty.pk).exclude(state=Difficulty.State.ANSWERED)
    if not waiting.update(state=Difficulty.State.ANSWERED, answer=text, answered_at=now, answered_by=user):
        raise AlreadyAnswered
    difficulty.refresh_from_db()
    if difficulty.email:
        outbox.post(to=difficulty.email, about=difficulty.about, **writing.answer(difficulty))


@transaction.atomic
def purge(now: datetime) -> int:
    """Forget those answered thirteen months ago, and those nobody answered in three years. Returns how many."""
    old = Difficulty.objects.filter(answered_at__lt=now - ANSWERED_KEPT)
    old |= Difficulty.objects.filter(answered_at=None, told_at__lt=now - UNANSWERED_KEPT)
    gone = list(old.order_by("pk"))
    for difficulty in gone:
        outbox.withdraw(difficulty.about)
        difficulty.delete()
    return len(gone)
