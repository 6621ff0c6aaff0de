"""Whether seats and registrations say the same. They always do; what finds that they do not repairs nothing."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from events.models import Quota

from .states import HOLDING


@dataclass(frozen=True)
class Drift:
    """A quota that says `held`, while `counted` registrations hold it."""

    quota: Quota
    held: int
    counted: int


def drifts() -> list[Drift]:
    """Every quota that is wrong: none, unless somebody wrote to the database by hand."""
    holding = Count("registrations", Q(registrations__state__in=HOLDING))
    wrong = Quota.objects.annotate(counted=holding).exclude(held=F("counted")).select_related("desk__event")
    return [Drift(quota, quota.held, quota.counted) for quota in wrong.order_by("pk")]
