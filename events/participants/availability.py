"""What somebody who would come may do now, in words. Asked each time it is shown: seats are never told from memory."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import EventState, Quota, RegistrationDesk
from events.presentation import in_words


@dataclass(frozen=True)
class Availability:
    """`words`: a sentence. `action`: what the button says, empty when there is nothing to ask."""

    words: str
    action: str = ""


def state_of(desk: RegistrationDesk, now: datetime) -> Availability:
    if closed := _why_closed(desk, now):
        return Availability(closed)
    free = _free(desk)
    if free == 0:
        words = _("L’événement est complet. On peut s’inscrire sur la liste d’attente.")
        return Availability(words, _("M’inscrire sur la liste d’attente"))
    action = _("Demander à participer") if desk.moderated else _("M’inscrire")
    if free is None:
        return Availability(_until(desk), action)
    left = ngettext("Il reste %(free)d place.", "Il reste %(free)d places.", free) % {"free": free}
    return Availability(f"{left} {_until(desk)}", action)


def _free(desk: RegistrationDesk) -> int | None:
    """Seats that a newcomer may have: none while others wait for them. None: no limit."""
    quotas = list(desk.quotas.all())
    event = next(quota for quota in quotas if quota.kind == Quota.Kind.EVENT)
    modes = [quota for quota in quotas if quota.kind in (Quota.Kind.ON_SITE, Quota.Kind.REMOTE)]
    limits = [event.free]
    if modes and all(mode.free is not None for mode in modes):
        limits.append(sum(mode.free or 0 for mode in modes))
    known = [limit for limit in limits if limit is not None]
    if not known:
        return None
    waiting = 0 if desk.fills_in else desk.registrations.in_line().count()
    return max(0, min(known) - waiting)


def _why_closed(desk: RegistrationDesk, now: datetime) -> str:
    if desk.event.state == EventState.CANCELLED:
        return _("L’événement est annulé : on ne s’inscrit plus.")
    if desk.event.state == EventState.POSTPONED:
        return _("L’événement est reporté : les inscriptions reprendront quand sa date sera connue.")
    if not desk.is_ahead(now):
        return _("L’événement a commencé : on ne s’inscrit plus.")
    if desk.opens_at > now:
        return _("Les inscriptions ouvriront le %(when)s.") % {"when": in_words(timezone.localtime(desk.opens_at))}
    if not desk.is_open(now):
        return _("Les inscriptions sont closes.")
    return ""


def _until(desk: RegistrationDesk) -> str:
    if desk.closes_at is None:
        return _("On s’inscrit jusqu’au début de l’événement.")
    return _("On s’inscrit jusqu’au %(when)s.") % {"when": in_words(timezone.localtime(desk.closes_at))}
