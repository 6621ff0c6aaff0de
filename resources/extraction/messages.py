"""What is worth saying to the editor about a file that was read."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .told import Told


def message(told: Told, *, can_read_scans: bool) -> str:
    """Whole sentences, "" when all is well."""
    return " ".join(filter(None, [_about_scans(told, can_read_scans=can_read_scans), _about_the_rest(told)]))


def _about_scans(told: Told, *, can_read_scans: bool) -> str:
    if not told.scanned:
        return ""
    if told.ocr:
        return _(
            "Ce document est fait d’images : son texte a été reconnu par un programme, avec des erreurs possibles."
        )
    if can_read_scans:
        return _(
            "Ce document est fait d’images, dont le texte n’a pas pu être reconnu. On ne le trouvera que par sa notice."
        )
    return _(
        "Ce document est fait d’images : son texte ne peut pas être lu ici, et on ne le trouvera que par sa notice. "
        "Une version avec du vrai texte serait aussi lisible par les lecteurs d’écran."
    )


def _about_the_rest(told: Told) -> str:
    if not told.truncated:
        return ""
    if told.pages and told.pages_read and told.pages_read < told.pages:
        return ngettext(
            "Seule la première page sur %(pages)s a été lue pour la recherche.",
            "Seules les %(read)s premières pages sur %(pages)s ont été lues pour la recherche.",
            told.pages_read,
        ) % {
            "read": number_format(told.pages_read, force_grouping=True),
            "pages": number_format(told.pages, force_grouping=True),
        }
    if told.ocr:
        return _("Seules les premières pages ont été reconnues : les suivantes ne sont pas dans la recherche.")
    return _("Ce document est très long : seul son début a été lu pour la recherche.")
