"""Everything that waits for translators: what is out of date, what is begun, what was never translated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from accounts.models import User
from cms.models import FollowedText

from . import UNSAID
from .changes import translated
from .rights import languages_of, may_change, open_languages


class State(TextChoices):
    """In the order they are shown: what readers see that is wrong comes first."""

    OUTDATED = "outdated", _("À mettre à jour")
    READY = "ready", _("Traduit, à publier")
    BEGUN = "begun", _("Commencé")
    ORPHAN = "orphan", _("Page en français supprimée")
    NEVER = "never", _("Jamais traduit")


@dataclass(frozen=True)
class Job:
    """One page in one language. `version` is None while nobody has begun it; `standard`, once it is deleted.

    `done` of `total` sentences are translated. `since`: when the standard page changed. `late`: wagtail-localize's copy
    is older than the page.
    """

    state: State
    locale: Locale
    kind: int
    title: str
    standard: int | None
    version: int | None
    translation: int | None = None
    source: int | None = None
    done: int = 0
    total: int = 0
    since: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class _Row:
    pk: int
    key: str
    locale: int
    title: str
    kind: int
    live: bool
    published: datetime | None


def jobs(user: User) -> list[Job]:
    """All that `user` may do: what is out of date for longest comes first. A fixed number of statements."""
    locales = {locale.pk: locale for locale in languages_of(user)}
    standards = {row.key: row for row in _rows(locale__language_code=settings.LANGUAGE_CODE)}
    versions = {(row.key, row.locale): row for row in _rows(locale__in=locales)}
    translations = {(each.source.object_id, each.target_locale_id): each for each in _translations(locales)}
    texts = {text.page_id: text for text in FollowedText.objects.filter(page__in=_pages())}
    allowed = may_change(user, [row.pk for row in versions.values()])
    found = []
    for (key, locale_id), version in versions.items():
        if version.pk in allowed:
            job = _of_version(
                version, standards.get(key), locales[locale_id], translations.get((key, locale_id)), texts
            )
            found += [job] if job else []
    for key, standard in standards.items():
        if standard.live:
            missing = (locale for pk, locale in locales.items() if (key, pk) not in versions)
            found += [Job(State.NEVER, each, standard.kind, standard.title, standard.pk, None) for each in missing]
    order = list(State)
    return sorted(found, key=lambda job: (order.index(job.state), job.since.timestamp() if job.since else 0))


def unreachable() -> int:
    """How many translations are kept in a language that the portal has no more."""
    return Translation.objects.exclude(target_locale__in=open_languages()).count()


def _of_version(
    version: _Row,
    standard: _Row | None,
    locale: Locale,
    translation: Translation | None,
    texts: dict[int, FollowedText],
) -> Job | None:
    if standard is None:
        made_from_it = translation is not None
        return Job(State.ORPHAN, locale, version.kind, version.title, None, version.pk) if made_from_it else None
    mine, theirs = texts.get(version.pk), texts.get(standard.pk)
    outdated = version.live and mine is not None and theirs is not None and mine.text != theirs.text
    since = theirs.since if outdated and theirs else None
    if translation is None or not translation.enabled:
        if not outdated:
            return None
        return Job(State.OUTDATED, locale, standard.kind, standard.title, standard.pk, version.pk, since=since)
    done, total = translation.done, translation.total
    late = bool(standard.published and translation.source.last_updated_at < standard.published)
    if outdated and not late and done == total:
        state = State.READY
    elif outdated or late:
        state = State.OUTDATED
    elif done < total:
        state = State.BEGUN
    elif not version.live:
        state = State.READY
    else:
        return None
    return Job(
        state,
        locale,
        standard.kind,
        standard.title,
        standard.pk,
        version.pk,
        translation.pk,
        translation.source_id,
        done,
        total,
        since or (standard.published if late else None),
        late,
    )


def _pages() -> "Iterable[Page]":
    return Page.objects.filter(depth__gt=1, alias_of=None)


def _rows(**among: object) -> list[_Row]:
    columns = ("pk", "translation_key", "locale_id", "draft_title", "content_type_id", "live", "last_published_at")
    found = Page.objects.filter(depth__gt=1, alias_of=None, **among).order_by("path").values_list(*columns)
    return [_Row(*values) for values in found]


def _translations(locales: Iterable[int]) -> Iterable[Translation]:
    """Those into these languages, stopped ones too, with how many sentences they have (`total`) and say (`done`)."""
    segments = StringSegment.objects.filter(source_id=OuterRef("source_id")).exclude(context__path__in=UNSAID)
    said = segments.filter(translated(OuterRef(OuterRef("target_locale_id"))))
    counted = {
        name: Coalesce(Subquery(which.order_by().values("source_id").annotate(n=Count("pk")).values("n")), 0)
        for name, which in (("total", segments), ("done", said))
    }
    return (
        Translation.objects.filter(target_locale__in=locales, source__locale__language_code=settings.LANGUAGE_CODE)
        .annotate(**counted)
        .select_related("source")
        .defer("source__content_json")
    )
