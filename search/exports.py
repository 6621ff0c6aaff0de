"""All the results of a question, outside the portal: the rows of a table, the entries of a feed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.translation import gettext as _

from .answer import answer
from .facets import facet_labels
from .query import MAX_PAGE_SIZE, SearchHit, SearchQuery, Sort
from .xml_text import xml_text

MOST_ROWS = 5_000
MOST_ENTRIES = 50
_LABELLED = {"territory": "territories", "theme": "themes", "public": "publics"}  # facet: attribute of a hit


@dataclass(frozen=True)
class Export:
    """`complete` is False when there are more results than these."""

    hits: list[SearchHit]
    complete: bool


def every_hit(query: SearchQuery, most: int = MOST_ROWS) -> Export:
    """The results of all the pages of `query`, at most `most` of them.

    While the database answers in place of the index, only its first hundred: each page costs it everything.
    """
    hits: list[SearchHit] = []
    number = 1
    while True:
        page = answer(replace(query, page=number, page_size=MAX_PAGE_SIZE, facets=()))
        hits += page.hits
        if page.degraded or not page.hits or len(hits) >= min(page.total, most):
            return Export(hits[:most], complete=len(hits[:most]) >= page.total and not page.truncated)
        number += 1


def table(hits: list[SearchHit], absolute: Callable[[str], str]) -> Iterator[list[str]]:
    """One row a hit, its head first; several values are joined by " | ". `absolute` completes an address.

    A last column says how far hits are, when they were searched around a place.
    """
    measured = any(hit.distance is not None for hit in hits)
    yield [
        _("type"), _("titre"), _("résumé"), _("territoires"), _("thèmes"), _("publics"), _("date"), _("mise à jour"),
        _("adresse"), *([_("distance (km)")] if measured else []),
    ]  # fmt: skip
    labels: dict[str, dict[str, str]] = {facet: {} for facet in _LABELLED}
    for start in range(0, len(hits), MAX_PAGE_SIZE):
        some = hits[start : start + MAX_PAGE_SIZE]
        for facet, attribute in _LABELLED.items():
            values = {value for hit in some for value in getattr(hit, attribute)}
            labels[facet] |= facet_labels(facet, values - labels[facet].keys())
        for hit in some:
            named = [
                " | ".join(labels[facet].get(value, value) for value in getattr(hit, attribute))
                for facet, attribute in _LABELLED.items()
            ]
            updated = hit.updated.date().isoformat() if hit.updated else ""
            dates = " / ".join(filter(None, (hit.date, hit.date_end)))
            distance = [] if hit.distance is None else [number_format(hit.distance, 1)]
            yield [hit.kind_label, hit.title, hit.summary, *named, dates, updated, absolute(hit.url), *distance]


def feed(
    query: SearchQuery, *, title: str, url: str, feed_url: str, host: str, absolute: Callable[[str], str]
) -> tuple[str, datetime | None]:
    """The Atom feed (RFC 4287) of the results last updated, and when the latest was; None for an empty feed.

    What has no date of update is not news: it is left out. `url` is the list itself, `host` names the portal in the
    identifiers (RFC 4151), which stay when a title or an address changes.
    """
    latest = every_hit(replace(query, sort=Sort.UPDATED, page=1), MOST_ENTRIES).hits
    news = sorted(((hit, hit.updated) for hit in latest if hit.updated), key=lambda entry: entry[1], reverse=True)
    atom = _Feed(title=xml_text(title), link=url, description="", language=query.language, feed_url=feed_url)
    for hit, updated in news:
        atom.add_item(
            title=xml_text(hit.title),
            link=absolute(hit.url),
            description=escape(xml_text(hit.summary)),
            unique_id=f"tag:{host},2026:{hit.id}",
            updateddate=updated,
            categories=[hit.kind_label],
        )
    return atom.writeString("utf-8"), max((updated for _hit, updated in news), default=None)


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """The date of the feed: that of its latest entry, and always the same for an empty one."""
        return super().latest_post_date() if self.items else datetime(2026, 1, 1, tzinfo=UTC)
