"""The words that describe a resource."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResourceKind(models.TextChoices):
    GUIDE = "guide", _("guide")
    STUDY = "etude", _("étude")
    AGREEMENT = "convention", _("convention type")
    TOOL = "outil", _("outil")
    REPORT = "compte-rendu", _("compte rendu")
    VIDEO = "video", _("vidéo")
    OFFICIAL = "texte-officiel", _("texte officiel")
    FILE = "dossier", _("dossier documentaire")


class ResourceStatus(models.TextChoices):
    ANNOUNCED = "annonce", _("à venir")
    PUBLISHED = "publie", _("disponible")
    SUPERSEDED = "remplace", _("remplacé")
    WITHDRAWN = "retire", _("retiré")


class ContentLanguage(models.TextChoices):
    """The language of what is read, which is not that of the record. ISO 639; easy-to-read French is BCP 47."""

    FRENCH = "fr", _("français")
    EASY = "fr-simple", _("français simple (FALC)")
    SIGN = "fsl", _("langue des signes française")
    ENGLISH = "en", _("anglais")
    GERMAN = "de", _("allemand")
    SPANISH = "es", _("espagnol")
    ITALIAN = "it", _("italien")
    DUTCH = "nl", _("néerlandais")
    PORTUGUESE = "pt", _("portugais")
    SEVERAL = "mul", _("plusieurs langues")


class FileRole(models.TextChoices):
    MAIN = "document", _("document")
    FORMAT = "format", _("autre format")
    EASY = "falc", _("version facile à lire et à comprendre")
    TRANSCRIPT = "transcription", _("transcription")
    ANNEX = "annexe", _("annexe")
