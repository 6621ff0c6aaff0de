"""Those from whom the portal takes facts: how people call them, and where they say how one may reuse theirs."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Producer:
    """`name` fits in a sentence after « de »; `title` says who stands behind; `url` is "" where no page says more."""

    name: str | Promise
    title: str | Promise
    url: str = ""


_KNOWN = {
    "finess": Producer(
        "FINESS",
        "FINESS, Agence du numérique en santé",
        "https://www.data.gouv.fr/datasets/finess-extraction-du-fichier-des-etablissements/",
    ),
    "csv": Producer(_("un fichier envoyé à l’équipe du portail"), _("Fichiers envoyés à l’équipe du portail")),
}


def producer_of(source: str) -> Producer:
    """From the short name that `OrganisationSource.source` keeps; one that is not known stands for itself."""
    return _KNOWN.get(source, Producer(source, source))
