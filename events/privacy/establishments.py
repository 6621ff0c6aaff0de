"""Who answers for an establishment sees who of it goes where: once its record is vouched for, and people are told.

What people answer, and what helps them take part, is no business of their establishment.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from events.models import Registration
from events.registration.states import ACTIVE
from network.models import Organisation


def answered_for(email: str) -> list[Organisation]:
    """Those whose record names this address, and was verified since."""
    named = Organisation.objects.public().filter(follow_up__referent__iexact=email)
    return list(named.exclude(follow_up__verified_on=None).order_by("name", "pk"))


def is_answered_for(organisation: Organisation) -> bool:
    """Whether somebody sees the registrations of its people."""
    follow_up = getattr(organisation, "follow_up", None)
    return bool(follow_up and follow_up.referent and follow_up.verified_on)


def comings(organisations: Collection[Organisation], now: datetime) -> "QuerySet[Registration]":
    """The registrations of their people for events that are not over, soonest first."""
    ahead = Q(desk__event__ends_at__gte=now) | Q(desk__event__ends_at=None, desk__event__starts_at__gte=now)
    ahead |= Q(desk__event__starts_at=None)
    people = Registration.objects.filter(ahead, organisation__in=organisations, state__in=ACTIVE)
    return people.select_related("desk__event", "organisation").order_by(
        "organisation__name", "desk__event__starts_at", "family_name", "given_name", "pk"
    )
