"""Which pages are to be read again, and since when."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear, TruncDate
from wagtail.models import Page

from cms.models import BasePage, Upkeep

LATE_AFTER = timedelta(days=30)
SOON = timedelta(days=30)
_Period = Upkeep.Period
_NEVER_DUE = 12 * 10_000  # months since year 0: after all others


def usual_period(model: type[models.Model] | None) -> int:
    """In months: that of a type of page; 0 for never."""
    return model.read_every if model and issubclass(model, BasePage) else 0


def followed(pages: QuerySet[Page]) -> QuerySet[Any]:
    """The published pages of `pages`, with `months` between two readings (0 for never), `known_on` and `due_month`.

    `known_on` is the last reading, else the first publication; `due_month` is what to sort by. Pages of other languages
    are followed by what their translation lacks; a type that is read in its own way is left to its app.
    """
    theirs = [model for model in apps.get_models() if issubclass(model, BasePage) and issubclass(model, Page)]
    kinds = ContentType.objects.get_for_models(*[model for model in theirs if not model.read_in_its_own_way])
    usual = Case(
        *[When(content_type=kind, then=Value(usual_period(model))) for model, kind in kinds.items()],
        default=Value(0),
        output_field=IntegerField(),
    )
    return pages.filter(
        content_type__in=kinds.values(), live=True, alias_of=None, locale__language_code=settings.LANGUAGE_CODE
    ).annotate(
        months=Coalesce("upkeep__every", usual),
        known_on=Coalesce("upkeep__read_on", TruncDate("first_published_at")),
        due_month=Case(
            When(months=_Period.NEVER, then=Value(_NEVER_DUE)),
            default=Coalesce(ExtractYear("known_on") * 12 + ExtractMonth("known_on") + F("months"), Value(0)),
            output_field=IntegerField(),
        ),
    )


def due(pages: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Those of `followed` that are to be read again on `day`."""
    passed = Q(known_on=None) & ~Q(months=_Period.NEVER)
    for period in _Period:
        if period:
            passed |= Q(months=period, known_on__lte=_months_before(day, period))
    return pages.filter(passed)


def without_keeper(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those nobody answers for, or whose keeper's account is closed."""
    return pages.exclude(upkeep__keeper__is_active=True)


def due_on(row: Any) -> date | None:
    """The day from which a page that `followed` gave is to be read again; None for never, or when nothing is known."""
    if not row.months or row.known_on is None:
        return None
    day: date = row.known_on + relativedelta(months=row.months)
    return day


def _months_before(day: date, months: int) -> date:
    """The last day whose reading is too old on `day`: the end of a month counts for those that are longer."""
    before: date = day - relativedelta(months=months)
    if day.day == monthrange(day.year, day.month)[1]:
        before = before.replace(day=monthrange(before.year, before.month)[1])
    return before
