"""What is odd in an organisation's record and yet may be right: said to the editor, never refused."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from network.identifiers import is_key_right
from network.models import Organisation

# Public mailboxes, whose addresses name a person more often than an organisation.
PERSONAL_MAILBOXES = {
    *("free.fr", "gmail.com", "hotmail.com", "hotmail.fr", "icloud.com", "laposte.net", "live.fr", "neuf.fr"),
    *("orange.fr", "outlook.com", "outlook.fr", "sfr.fr", "wanadoo.fr", "yahoo.com", "yahoo.fr"),
}


def warnings(organisation: Organisation) -> Iterator[str]:
    """Sentences, each about one thing to look at again."""
    for name, number in (("SIRET", organisation.siret), ("SIREN", organisation.siren)):
        if number and not is_key_right(number):
            yield _("La clé du numéro %(name)s ne correspond pas : relisez-le. Il est gardé tel quel.") % {"name": name}
    if organisation.siret and organisation.siren and not organisation.siret.startswith(organisation.siren):
        yield _("Le SIRET devrait commencer par le SIREN : relisez les deux.")
    if is_personal(organisation.email):
        yield _("Cette adresse électronique semble personnelle : la fiche la montre à tout le monde.")
    if (place := organisation.commune) and organisation.postcode and not _agree(organisation.postcode, place.postcodes):
        yield _("Ce code postal n’est pas du même département que la commune : relisez les deux.")


def _agree(postcode: str, of_commune: str) -> bool:
    """Whether a postcode, which may be a business's own (CEDEX), begins as one of those of the commune."""
    return not of_commune or postcode[:2] in {known[:2] for known in of_commune.split()}


def is_personal(email: str) -> bool:
    """Whether an address is at a provider of mailboxes for private persons."""
    return email.rpartition("@")[2].lower() in PERSONAL_MAILBOXES
