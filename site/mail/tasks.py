"""Delivery in the background: the one place that plans when messages leave, are tried again and are forgotten."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from planning import run_soon, run_within

from . import local
from .delivery import deliver, purge
from .models import Message

_RETRY = timedelta(minutes=5)
_FORGET = timedelta(days=1)


@task(priority=5)
def deliver_mail() -> dict[str, int]:
    """Send what waits. The next run is planned first, lest a killed one be the last; none when nothing is kept."""
    now = timezone.now()
    purge(now)
    _plan_next()
    return {"sent": deliver(now), "waiting": Message.objects.waiting().count()}


def request_delivery() -> None:
    """Have what waits sent soon. Call it once it is committed."""
    run_soon(deliver_mail)


def _plan_next() -> None:
    if Message.objects.waiting().exists():
        run_within(deliver_mail, _RETRY)
    elif Message.objects.exists() or (settings.LOCAL_MAILBOX and local.names()):
        # What a killed process had begun, and what left for the folder of this machine, is only to be forgotten.
        run_within(deliver_mail, _FORGET)
