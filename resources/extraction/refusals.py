"""Why a file is not taken, in sentences that say what happened and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.reading.formats import FORMATS
from resources.reading.refused import Reason

_SENTENCES: dict[Reason, str | Promise] = {
    Reason.MISSING: _("Ce fichier n’est plus là où il avait été rangé. Envoyez-le de nouveau."),
    Reason.EMPTY: _("Ce fichier est vide. Vérifiez-le sur votre ordinateur, puis envoyez-le de nouveau."),
    Reason.TOO_LARGE: _("Ce fichier est trop lourd. Réduisez ses images ou coupez-le en plusieurs fichiers."),
    Reason.UNKNOWN_FORMAT: _(
        "La bibliothèque ne prend pas ce genre de fichier. Formats possibles : %(formats)s. "
        "Enregistrez-le dans l’un d’eux, puis envoyez-le."
    ),
    Reason.DISGUISED: _(
        "Le contenu de ce fichier ne correspond pas à son extension. "
        "Ouvrez-le dans le logiciel qui l’a fait et enregistrez-le de nouveau, sans seulement le renommer."
    ),
    Reason.BROKEN: _(
        "Ce fichier est abîmé ou incomplet. Vérifiez qu’il s’ouvre sur votre ordinateur, "
        "enregistrez-le de nouveau, puis envoyez-le."
    ),
    Reason.ENCRYPTED: _(
        "Ce fichier est chiffré ou protégé par un mot de passe : personne ne pourrait le lire ici. "
        "Enregistrez-en une copie sans protection."
    ),
    Reason.SCRIPTS: _(
        "Ce fichier contient un programme qui se lance quand on l’ouvre. "
        "Exportez-le de nouveau sans script ni formulaire interactif."
    ),
    Reason.MACROS: _(
        "Ce fichier contient des macros, qui peuvent nuire à ceux qui l’ouvrent. "
        "Enregistrez-le dans un format sans macros (.docx, .xlsx, .pptx, .odt…)."
    ),
    Reason.POLYGLOT: _(
        "Ce fichier contient autre chose que le document annoncé, avant ou après lui. "
        "Ouvrez-le dans le logiciel qui l’a fait et enregistrez-le de nouveau."
    ),
    Reason.BOMB: _(
        "Une fois décompressé, ce fichier prendrait une place démesurée : il n’a pas été ouvert. "
        "Enregistrez-le de nouveau, en PDF si possible."
    ),
    Reason.PATHS: _(
        "Ce fichier contient des noms internes qui mènent hors de lui. "
        "Ouvrez-le dans le logiciel qui l’a fait et enregistrez-le de nouveau."
    ),
    Reason.ENTITIES: _(
        "Ce fichier contient des définitions XML qu’un logiciel de bureautique n’écrit pas. "
        "Ouvrez-le dans votre traitement de texte ou votre tableur et enregistrez-le de nouveau."
    ),
    Reason.BINARY: _(
        "Ce fichier n’est pas du texte, ou est dans un codage inconnu. Enregistrez-le en texte, en UTF-8."
    ),
    Reason.TOO_SLOW: _(
        "Ce fichier n’a pas pu être lu dans le temps prévu. Coupez-le en plusieurs fichiers, ou simplifiez-le."
    ),
    Reason.TOO_HEAVY: _(
        "Ce fichier demande trop de mémoire pour être lu. Coupez-le en plusieurs fichiers, ou réduisez ses images."
    ),
    Reason.CRASHED: _(
        "Ce fichier n’a pas pu être lu : il est sans doute abîmé. "
        "Ouvrez-le dans le logiciel qui l’a fait, enregistrez-le de nouveau, puis envoyez-le."
    ),
}  # fmt: skip


class Refusal(ValueError):
    """A file that is not taken; `str()` is the sentence for the editor, in the language active when it was made."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(_SENTENCES[reason]) % {"formats": ", ".join(name.upper() for name in FORMATS)})
        self.reason = reason
