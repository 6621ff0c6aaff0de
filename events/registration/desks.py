"""Opening the registration of an event."""

from datetime import datetime
from typing import Any

from django.db import transaction

from events.models import EventPage, Quota, RegistrationDesk


@transaction.atomic
def create(event: EventPage, *, opens_at: datetime, capacity: int | None = None, **fields: Any) -> RegistrationDesk:
    """The desk of an event that has none, with `capacity` places (None: no limit); `fields` are those of the model."""
    desk = RegistrationDesk.objects.create(event=event, opens_at=opens_at, **fields)
    Quota.objects.create(desk=desk, kind=Quota.Kind.EVENT, capacity=capacity)
    return desk
