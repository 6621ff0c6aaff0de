"""The one way a registration changes state: seats follow, and a line says who did it and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

from accounts.models import User
from events.models import Quota, Registration, StateChange

from .seats import give_back, take
from .states import ALLOWED, HOLDING, NotAllowed, State

# Sent in the transaction, with `registration`, `before` (None for a new one) and `act`: what listens may write to
# people through the outbox, and nothing else.
moved = Signal()


@dataclass(frozen=True)
class Act:
    """What somebody does: when, who (nobody's account: the person, or the portal) and why, in words."""

    at: datetime
    user: User | None = None
    why: str = ""


def move(registration: Registration, after: State, act: Act, *, offered_until: datetime | None = None) -> None:
    """Change its state, inside `seats.turn`. Raises NotAllowed, or Full where a seat is needed and none is left."""
    before = State(registration.state)
    if after not in ALLOWED[before]:
        raise NotAllowed(f"{before} → {after}")
    # The state is compared again in the database: what was read before the turn may have changed.
    changed = Registration.objects.filter(pk=registration.pk, state=before).update(
        state=after, moved_at=act.at, offered_until=offered_until
    )
    if not changed:
        raise NotAllowed(f"no longer {before}")
    if after in HOLDING and before not in HOLDING:
        take(registration.places.all())
    elif before in HOLDING and after not in HOLDING:
        give_back(registration.places.all())
    registration.state, registration.moved_at, registration.offered_until = after, act.at, offered_until
    _tell(registration, before, act)


def enter(registration: Registration, places: Collection[Quota], act: Act) -> None:
    """The first state of a registration just saved, with the places it asks for. Raises Full."""
    through = Registration.places.through
    through.objects.bulk_create(through(registration=registration, quota=place) for place in places)
    if registration.state in HOLDING:
        take(places)
    _tell(registration, None, act)


def amend(registration: Registration, act: Act) -> None:
    """Who organises changed something else than its state: its history keeps that, and the person is told."""
    _tell(registration, State(registration.state), act)


def _tell(registration: Registration, before: State | None, act: Act) -> None:
    after = State(registration.state)
    StateChange.objects.create(
        registration=registration, before=before or "", after=after, at=act.at, user=act.user, why=act.why
    )
    moved.send(Registration, registration=registration, before=before, act=act)
