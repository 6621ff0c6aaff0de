"""What stands beside the form of a translation: words of the glossary, sentences that changed, who else is at work."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from accounts.models import User
from cms.glossary import Explanation, current_glossary
from cms.text import plain

from . import UNSAID
from .changes import Waiting, waiting

AT_WORK = timedelta(minutes=30)


@dataclass(frozen=True)
class Word:
    """A term of the glossary, and the segments that say it."""

    explanation: Explanation
    segments: list[int]


def words(translation: Translation) -> list[Word]:
    """The terms that the page says, in the order they come. One statement; the glossary is remembered."""
    glossary = current_glossary()
    if glossary.pattern is None:
        return []
    said: dict[str, list[int]] = {}
    segments = StringSegment.objects.filter(source=translation.source_id).exclude(context__path__in=UNSAID)
    for pk, text in segments.order_by("order").values_list("pk", "string__data"):
        for term in dict.fromkeys(glossary.pattern.findall(plain(text))):
            said.setdefault(term, []).append(pk)
    return [Word(glossary.by_term[term], segments) for term, segments in said.items()]


def changed(translation: Translation) -> list[Waiting]:
    """The sentences that took the place of translated ones."""
    return [each for each in waiting([translation])[translation.pk] if each.former]


def others_at_work(translation: Translation, user: User) -> list[User]:
    """Who else saved a sentence of this page in this language within the last half hour."""
    recent = StringTranslation.objects.filter(
        context__object=translation.source.object_id,
        locale=translation.target_locale_id,
        updated_at__gt=timezone.now() - AT_WORK,
    ).exclude(last_translated_by=user.pk)
    return list(User.objects.filter(pk__in=recent.values("last_translated_by")).order_by("pk"))
