"""What a letter says of a state, in words: its subject, and its paragraphs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Registration, StateChange
from events.presentation import in_words
from events.registration.line import rank
from events.registration.states import State


@dataclass(frozen=True)
class Words:
    """`subject` is completed by the title of the event."""

    subject: str | Promise
    paragraphs: list[str]


def words_for(registration: Registration, change: StateChange) -> Words | None:
    """What to say of its last change; None of what people know from being there, or not being there."""
    if change.before in _SILENT or change.after not in _SUBJECTS:
        return None
    if change.before == change.after:
        return Words(
            gettext_lazy("Inscription modifiée"), [_("L’organisateur a modifié votre inscription : la voici.")]
        )
    state = State(change.after)
    said = _PARAGRAPHS[state](registration, change)
    if change.why:
        said.append(_("Le mot de l’organisateur : %(why)s") % {"why": change.why})
    return Words(_SUBJECTS[state], said)


# A presence corrected afterwards is no news.
_SILENT = {State.ATTENDED, State.PARTIAL, State.EXCUSED, State.ABSENT}

_SUBJECTS = {
    State.CONFIRMED: gettext_lazy("Inscription confirmée"),
    State.WAITING: gettext_lazy("Sur liste d’attente"),
    State.PENDING: gettext_lazy("Demande reçue"),
    State.OFFERED: gettext_lazy("Une place vous est proposée"),
    State.REFUSED: gettext_lazy("Demande non retenue"),
    State.DECLINED: gettext_lazy("Place laissée à une autre personne"),
    State.EXPIRED: gettext_lazy("La place proposée n’est plus gardée"),
    State.WITHDRAWN: gettext_lazy("Demande retirée"),
    State.CANCELLED: gettext_lazy("Inscription annulée"),
    State.REPLACED: gettext_lazy("Place cédée"),
    State.EVENT_CANCELLED: gettext_lazy("Événement annulé"),
}


def _confirmed(registration: Registration, change: StateChange) -> list[str]:
    if registration.replaces_id:
        return [_("Un ou une collègue vous a cédé sa place : votre inscription est confirmée.")]
    if change.before == State.WAITING:
        return [_("Une place s’est libérée : votre inscription est confirmée.")]
    return [_("Votre inscription est confirmée.")]


def _waiting(registration: Registration, _change: StateChange) -> list[str]:
    return [
        _("L’événement est complet. Vous êtes sur la liste d’attente, au rang %(rank)d.")
        % {"rank": rank(registration)},
        _(
            "Les places qui se libèrent sont proposées dans l’ordre des demandes. "
            "Nous vous écrirons dès qu’il y en a une pour vous."
        ),
    ]


def _pending(_registration: Registration, _change: StateChange) -> list[str]:
    return [_("L’organisateur étudie chaque demande. Nous vous écrirons dès qu’il aura répondu à la vôtre.")]


def _offered(registration: Registration, _change: StateChange) -> list[str]:
    return [_("Une place s’est libérée."), *offer(registration)]


def offer(registration: Registration) -> list[str]:
    """Until when a seat is kept for them, and what to do."""
    assert registration.offered_until is not None
    until = in_words(timezone.localtime(registration.offered_until))
    return [
        _("Elle est gardée pour vous jusqu’au %(until)s.") % {"until": until},
        _("Prenez-la, ou laissez-la à une autre personne, sur votre page personnelle."),
    ]


def _refused(_registration: Registration, _change: StateChange) -> list[str]:
    return [_("L’organisateur n’a pas pu retenir votre demande.")]


def _declined(_registration: Registration, _change: StateChange) -> list[str]:
    return [_("C’est noté : vous laissez la place qui vous était proposée.")]


def _expired(_registration: Registration, _change: StateChange) -> list[str]:
    return [
        _("La place qui vous était proposée attendait votre réponse ; le délai est passé, elle va à la suivante."),
        _("Vous souhaitez toujours venir ? Inscrivez-vous de nouveau sur la page de l’événement."),
    ]


def _withdrawn(_registration: Registration, _change: StateChange) -> list[str]:
    return [_("C’est noté : votre demande est retirée.")]


def _cancelled(_registration: Registration, change: StateChange) -> list[str]:
    if change.user_id:
        return [_("L’organisateur a annulé votre inscription.")]
    return [_("C’est noté : votre inscription est annulée. Votre place ira à une autre personne.")]


def _replaced(_registration: Registration, _change: StateChange) -> list[str]:
    return [_("C’est noté : votre place est cédée. La personne qui vient a reçu son propre message.")]


def _event_cancelled(_registration: Registration, _change: StateChange) -> list[str]:
    return [_("L’événement n’aura pas lieu. Vous n’avez rien à faire.")]


_PARAGRAPHS: dict[State, Callable[[Registration, StateChange], list[str]]] = {
    State.CONFIRMED: _confirmed,
    State.WAITING: _waiting,
    State.PENDING: _pending,
    State.OFFERED: _offered,
    State.REFUSED: _refused,
    State.DECLINED: _declined,
    State.EXPIRED: _expired,
    State.WITHDRAWN: _withdrawn,
    State.CANCELLED: _cancelled,
    State.REPLACED: _replaced,
    State.EVENT_CANCELLED: _event_cancelled,
}
