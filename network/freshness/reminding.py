"""Who is to be reminded, and what is forgotten."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from mail.outbox import post
from network.models import FollowUp, Organisation, OrganisationRequest, PartnerAnswer

from .writing import invitation, reminder

MOST_REMINDERS = 3
REMIND_AGAIN = timedelta(days=30)
ANSWERS_KEPT = timedelta(days=396)  # thirteen months
UNCONFIRMED_KEPT = timedelta(days=7)
_A_YEAR = timedelta(days=365)


def remind_due(today: date) -> int:
    """Write to each referent whose record was not confirmed in time; how many.

    Again after a month, three times at most; then the record is an orphan.
    """
    written = 0
    for follow_up in list(due(today)):
        with transaction.atomic():
            again = FollowUp.objects.select_for_update().filter(pk=follow_up.pk, reminders=follow_up.reminders)
            # Another worker may have written meanwhile.
            if again.update(reminded_on=today, reminders=follow_up.reminders + 1):
                post(to=follow_up.referent, about=_key(follow_up), **reminder(follow_up))
                written += 1
    return written


def due(today: date) -> Iterator[FollowUp]:
    """Those to remind: a referent, a public record, a date that has passed, and no reminder for a month."""
    waiting = (
        _followed()
        .exclude(referent="")
        .filter(reminders__lt=MOST_REMINDERS)
        .filter(Q(reminded_on=None) | Q(reminded_on__lte=today - REMIND_AGAIN))
    )
    for follow_up in waiting.order_by("pk"):
        if next_check(follow_up) <= today:
            yield follow_up


def next_check(follow_up: FollowUp) -> date:
    """The day from which a record is to be confirmed again."""
    known = follow_up.verified_on
    if known is None and (published := follow_up.organisation.first_published_at):
        known = published.date()
    return _months_later(known, follow_up.rhythm) if known else date.min


def orphans(today: date) -> QuerySet[Organisation]:
    """Public records that nobody answers for: three reminders without an answer, or nobody to write to for a year.

    Those that come from a source which was read within the year are kept true by it.
    """
    a_year_ago = today - _A_YEAR
    unanswered = Q(follow_up__reminders__gte=MOST_REMINDERS)
    nobody = Q(follow_up=None) | Q(follow_up__referent="")
    old = Q(follow_up__verified_on=None) | Q(follow_up__verified_on__lt=a_year_ago)
    untouched = Q(last_published_at=None) | Q(last_published_at__date__lt=a_year_ago)
    fed = Organisation.objects.filter(sources__read_at__date__gte=a_year_ago).values("pk")
    found = Organisation.objects.public().filter(unanswered | (nobody & old & untouched))
    return found.exclude(pk__in=fed).order_by("name", "pk")


def send_link(follow_up: FollowUp, address: str) -> None:
    """Write to one of `links.addresses` now, with the link to the record."""
    post(to=address, about=_key(follow_up), **invitation(follow_up, address))


def forget(now: datetime) -> None:
    """Delete the requests nobody confirmed in a week, and what was handled more than thirteen months ago."""
    OrganisationRequest.objects.filter(confirmed_at=None, asked_at__lt=now - UNCONFIRMED_KEPT).delete()
    OrganisationRequest.objects.filter(handled_at__lt=now - ANSWERS_KEPT).delete()
    PartnerAnswer.objects.filter(handled_at__lt=now - ANSWERS_KEPT).delete()


def _followed() -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(organisation__live=True, organisation__closed_on=None).select_related("organisation")


def _key(follow_up: FollowUp) -> str:
    return f"network.followup:{follow_up.pk}"


def _months_later(day: date, months: int) -> date:
    """The same day of the month, or its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
