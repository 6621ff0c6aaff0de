"""What was to happen to a resource and did not: the day announced has passed, nobody read it again in time."""

from calendar import monthrange
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractDay, ExtractMonth, ExtractYear, Length, Substr, TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from resources.models import ReminderCause, ResourcePage, ResourceStatus

_REVIEWED = [ResourceStatus.PUBLISHED, ResourceStatus.SUPERSEDED]


def with_due(resources: QuerySet[ResourcePage], today: date) -> QuerySet[Any]:
    """Public resources with `late` and `to_review`, and `due_month`: months since year 0, None when nothing is due.

    What was never read again is counted from its first publication; without one, it is to read now.
    """
    known = resources.filter(live=True, alias_of=None).annotate(
        known_on=Coalesce("reviewed_on", TruncDate("first_published_at")), precision=Length("expected")
    )
    known = known.annotate(
        review_month=ExtractYear("known_on") * 12 + ExtractMonth("known_on") + F("review_every"),
        review_day=ExtractDay("known_on"),
    )
    late, to_review = _late(today), _to_review(today)
    return known.annotate(
        late=_whether(late),
        to_review=_whether(to_review),
        due_month=Case(
            When(late, then=_expected_month()),
            When(to_review, then=Coalesce("review_month", Value(0))),
            output_field=IntegerField(),
        ),
    )


def due(resources: QuerySet[ResourcePage], today: date) -> QuerySet[Any]:
    """Those of `with_due` for which something is due."""
    return with_due(resources, today).filter(Q(late=True) | Q(to_review=True))


def cause_of(row: Any) -> ReminderCause | None:
    """Why a resource that `with_due` gave is there; None when it is not due. It is announced or there, never both."""
    if row.late:
        return ReminderCause.LATE
    return ReminderCause.REVIEW if row.to_review else None


def reason_of(row: Any) -> str:
    """The same in a sentence, for its editor."""
    if row.late:
        return _("Annoncée pour %(when)s, toujours « à venir »") % {"when": row.get_expected_display()}
    day = next_review(row)
    if row.reviewed_on is None or day is None:
        return _("Jamais relue depuis sa publication")
    return _("À relire depuis le %(day)s") % {"day": date_format(day)}


def next_review(row: Any) -> date | None:
    """The day from which a resource that `with_due` gave is to be read again; None when it was never known."""
    if row.review_month is None:
        return None
    year, month = divmod(row.review_month - 1, 12)
    return date(year, month + 1, min(row.review_day, monthrange(year, month + 1)[1]))


def _late(today: date) -> Q:
    """The whole of the year, the month or the day announced is over."""
    iso = today.isoformat()
    over = Q()
    for precision in (4, 7, 10):
        over |= Q(precision=precision, expected__lt=iso[:precision])
    return Q(status=ResourceStatus.ANNOUNCED) & over


def _to_review(today: date) -> Q:
    month = today.year * 12 + today.month
    # The 31st of a shorter month is its last day.
    is_last = today.day == monthrange(today.year, today.month)[1]
    days = Q() if is_last else Q(review_day__lte=today.day)
    passed = Q(review_month=None) | Q(review_month__lt=month) | Q(review_month=month) & days
    return Q(status__in=_REVIEWED, review_every__isnull=False) & passed


def _expected_month() -> Case:
    year = Cast(Substr("expected", 1, 4), IntegerField()) * 12
    month = Cast(Substr("expected", 6, 2), IntegerField())
    return Case(When(precision=4, then=year + 12), default=year + month, output_field=IntegerField())


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
