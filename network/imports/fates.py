"""What became of a row: the words of reports and the keys of counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    READ = "read", _("lignes lues")
    CREATED = "created", _("créées")
    CHANGED = "changed", _("changées")
    UNCHANGED = "unchanged", _("sans changement")
    CLOSED = "closed", _("fermées")
    REOPENED = "reopened", _("rouvertes")
    CONFLICT = "conflict", _("divergences à décider")
    POSTPONED = "postponed", _("remises à plus tard")
    REMARK = "remark", _("avertissements")
    DOUBLE = "double", _("doublons possibles")
    REPEATED = "repeated", _("répétées dans le fichier")
    REFUSED = "refused", _("illisibles ou refusées")
    LEFT_OUT = "left_out", _("hors du secteur")
    LONG_CLOSED = "long_closed", _("fermées et inconnues")
    VANISHED = "vanished", _("absentes du fichier")
