"""The states of a registration, and which follows which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PENDING = "attente-accord", _("en attente d’accord")
    WAITING = "liste-attente", _("sur liste d’attente")
    OFFERED = "proposee", _("place proposée")
    CONFIRMED = "confirmee", _("confirmée")
    REFUSED = "refusee", _("refusée")
    DECLINED = "declinee", _("place déclinée")
    EXPIRED = "expiree", _("proposition expirée")
    WITHDRAWN = "retiree", _("retirée de la liste d’attente")
    CANCELLED = "annulee", _("annulée")
    REPLACED = "remplacee", _("place cédée à un collègue")
    ATTENDED = "presente", _("présente")
    PARTIAL = "partielle", _("présente en partie")
    EXCUSED = "excusee", _("excusée")
    ABSENT = "absente", _("absente")
    EVENT_CANCELLED = "evenement-annule", _("événement annulé")
    ANONYMISED = "anonyme", _("données effacées")


PRESENCE = frozenset({State.ATTENDED, State.PARTIAL, State.EXCUSED, State.ABSENT})
HOLDING = frozenset({State.OFFERED, State.CONFIRMED}) | PRESENCE  # what counts in `Quota.held`
ACTIVE = HOLDING | {State.PENDING, State.WAITING}  # one per person and event
UNSETTLED = ACTIVE - PRESENCE  # what the cancellation of an event ends

ALLOWED: dict[State, frozenset[State]] = {
    State.PENDING: frozenset({State.CONFIRMED, State.WAITING, State.REFUSED, State.WITHDRAWN}),
    State.WAITING: frozenset({State.OFFERED, State.CONFIRMED, State.WITHDRAWN}),
    State.OFFERED: frozenset({State.CONFIRMED, State.DECLINED, State.EXPIRED}),
    State.CONFIRMED: frozenset({State.CANCELLED, State.REPLACED}) | PRESENCE,
    **{state: (PRESENCE | {State.CONFIRMED}) - {state} for state in PRESENCE},
}
for _state in UNSETTLED:
    ALLOWED[_state] |= {State.EVENT_CANCELLED}
for _state in set(State) - {State.ANONYMISED}:
    ALLOWED[_state] = ALLOWED.get(_state, frozenset()) | {State.ANONYMISED}
ALLOWED[State.ANONYMISED] = frozenset()


class NotAllowed(Exception):
    """A registration in this state does not go to that one, or is no longer in it."""
