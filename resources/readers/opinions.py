"""Opinions on a resource. A burst of them is nobody's opinion: what passes an hourly number is not kept."""

from datetime import datetime, timedelta

from resources.models import Opinion, ResourcePage

MOST_PER_HOUR = 20  # for one resource
KEPT = timedelta(days=396)  # 13 months, as searches are

_HOUR = timedelta(hours=1)


class TooMany(Exception):
    """This resource has had as many opinions as it may for this hour; this one is not kept."""


def give(resource: ResourcePage, kind: str, now: datetime, text: str = "") -> Opinion:
    """Keep one opinion; `kind` is one of `Opinion.Kind`. Raises TooMany."""
    if Opinion.objects.filter(resource=resource, given_at__gt=now - _HOUR).count() >= MOST_PER_HOUR:
        raise TooMany
    return Opinion.objects.create(resource=resource, kind=kind, given_at=now, text=text)


def purge(now: datetime) -> None:
    """Erase what is older than 13 months."""
    Opinion.objects.filter(given_at__lt=now - KEPT).delete()
