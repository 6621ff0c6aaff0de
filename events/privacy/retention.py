"""Every column that tells something of a person, declared once: what for, who reads it, until when.

Periods are those of the plan, for the data protection officer of the network to confirm.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEEDS = timedelta(days=30)
UNSEATED = timedelta(days=90)
ATTENDANCE = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Kept:
    """`columns`: "Model.field" of the events app."""

    what: Promise
    why: Promise
    ground: Promise
    until: Promise
    readers: Promise
    columns: frozenset[str]


_ORGANISERS = _("Les personnes qui organisent l’événement.")
_ASKED_FOR = _("L’organisation de l’événement auquel vous demandez à participer.")

TABLE = (
    Kept(
        what=_("Votre prénom, votre nom, votre adresse électronique, votre fonction et votre structure"),
        why=_("Vous inscrire, vous écrire au sujet de l’événement, établir la feuille de présence et l’attestation."),
        ground=_ASKED_FOR,
        until=_(
            "Trois ans après l’événement si vous y avez une place ; trois mois après l’événement sinon "
            "(liste d’attente, demande refusée, retirée ou annulée)."
        ),
        readers=_(
            "Les personnes qui organisent l’événement ; et, si votre structure est dans l’annuaire, la personne qui "
            "répond de sa fiche : elle voit votre nom, l’événement et où en est la demande."
        ),
        columns=frozenset(
            {
                "Registration.token",
                "Registration.given_name",
                "Registration.family_name",
                "Registration.email",
                "Registration.job",
                "Registration.organisation",
                "Registration.organisation_name",
                "StateChange.why",
                "Certificate.code",
                "Scan.nonce",
            }
        ),
    ),
    Kept(
        what=_("Le nom, l’adresse et la langue de la personne qui inscrit ses collègues"),
        why=_("Lui envoyer le récapitulatif dans sa langue, et dire aux personnes inscrites qui a donné leur nom."),
        ground=_ASKED_FOR,
        until=_("Aussi longtemps que l’inscription d’une de ces personnes."),
        readers=_ORGANISERS,
        columns=frozenset({"Booking.token", "Booking.name", "Booking.email", "Booking.language"}),
    ),
    Kept(
        what=_("Vos réponses aux questions de l’organisateur"),
        why=_("Ce que dit chaque question."),
        ground=_ASKED_FOR,
        until=_("La durée écrite sous chaque question, après l’événement : trois mois d’habitude."),
        readers=_ORGANISERS,
        columns=frozenset({"Answer.value"}),
    ),
    Kept(
        what=_("Ce qui vous aide à participer (aménagements), si vous le dites"),
        why=_("Préparer votre accueil. La raison n’est jamais demandée."),
        ground=_("Votre accord, que vous pouvez reprendre à tout moment sur votre page."),
        until=_("Trente jours après l’événement."),
        readers=_("La personne référente pour l’accessibilité ; chacune de ses lectures est notée."),
        columns=frozenset({"Needs.accommodations", "Needs.note"}),
    ),
    Kept(
        what=_("Les messages que l’organisateur envoie aux personnes inscrites"),
        why=_("Savoir ce qui a été dit."),
        ground=_ASKED_FOR,
        until=_("Trois ans après l’événement."),
        readers=_ORGANISERS,
        columns=frozenset({"Announcement.subject", "Announcement.text"}),
    ),
    Kept(
        what=_("Le compte des personnes qui organisent, à côté de ce qu’elles ont fait"),
        why=_("Répondre de ce qui a été décidé."),
        ground=_("La sécurité du service."),
        until=_("Aussi longtemps que leur compte."),
        readers=_ORGANISERS,
        columns=frozenset(
            {"StateChange.user", "Certificate.revoked_by", "NeedsReading.user", "Announcement.user", "Scan.user"}
        ),
    ),
)
