"""The registration of an event again, for another one: its rules, places and questions, and nobody."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from events.models import EventPage, HalfDay, LetterNote, Question, Quota, RegistrationDesk


def days_later(moment: datetime, days: int, zone: str) -> datetime:
    """The same hour on the clocks of `zone`, whatever they did meanwhile."""
    naive = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(days=days)
    return naive.replace(tzinfo=ZoneInfo(zone))


@transaction.atomic
def copy_desk(source: RegistrationDesk, event: EventPage, days: int = 0) -> RegistrationDesk:
    """For an event that has no desk; everything dated is `days` later. Seats are free, nobody is registered."""

    def later(moment: datetime | None) -> datetime | None:
        return moment and days_later(moment, days, event.zone)

    named = list(source.organisations.all())
    desk = RegistrationDesk.objects.get(pk=source.pk)
    desk.pk, desk.event, desk.turn = None, event, 0
    desk.opens_at, desk.closes_at = days_later(source.opens_at, days, event.zone), later(source.closes_at)
    desk.save()
    desk.organisations.set(named)
    for quota in Quota.objects.filter(desk=source):
        quota.pk, quota.desk, quota.held = None, desk, 0
        quota.starts_at, quota.ends_at = later(quota.starts_at), later(quota.ends_at)
        quota.save()
    for question in Question.objects.filter(desk=source):
        question.pk, question.desk = None, desk
        question.save()
    for note in LetterNote.objects.filter(desk=source):
        note.pk, note.desk = None, desk
        note.save()
    for half_day in HalfDay.objects.filter(desk=source):
        half_day.pk, half_day.desk = None, desk
        half_day.starts_at = days_later(half_day.starts_at, days, event.zone)
        half_day.ends_at = days_later(half_day.ends_at, days, event.zone)
        half_day.save()
    return desk
