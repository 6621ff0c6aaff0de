"""Places, taken and given back one transaction at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F, Q

from events.models import Quota, RegistrationDesk

from .sqlite_queue import queued


class Full(Exception):
    """There are not as many places left as asked for. `quota` is the one that lacks them."""

    def __init__(self, quota: Quota) -> None:
        super().__init__(str(quota))
        self.quota = quota


@contextmanager
def turn(desk_pk: int) -> Iterator[RegistrationDesk]:
    """The only transaction that does anything to the seats of this event, until the block ends.

    It begins by writing: PostgreSQL then holds the row, SQLite the whole file, and everything read after it is true
    until the end. Raises RegistrationDesk.DoesNotExist.
    """
    with queued(), transaction.atomic():
        RegistrationDesk.objects.filter(pk=desk_pk).update(turn=F("turn") + 1)
        yield RegistrationDesk.objects.select_related("event").get(pk=desk_pk)


def take(quotas: Iterable[Quota]) -> None:
    """One place of each, in the one order that everybody follows. Raises Full, and the turn is undone with it."""
    with transaction.atomic(savepoint=False):
        for quota in sorted(quotas, key=lambda quota: quota.pk):
            enough = Q(capacity=None) | Q(held__lt=F("capacity"))
            if not Quota.objects.filter(enough, pk=quota.pk).update(held=F("held") + 1):
                raise Full(quota)


def give_back(quotas: Iterable[Quota]) -> None:
    """One place of each that is held."""
    for quota in sorted(quotas, key=lambda quota: quota.pk):
        Quota.objects.filter(pk=quota.pk).update(held=F("held") - 1)
