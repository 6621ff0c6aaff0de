"""What became of a publication, and of its files: the words of reports and the keys of counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    READ = "read", _("notices lues")
    CREATED = "created", _("brouillons créés")
    PRESENT = "present", _("déjà dans la bibliothèque")
    REPEATED = "repeated", _("répétées dans le fichier")
    REFUSED = "refused", _("illisibles ou refusées")
    REMARK = "remark", _("avertissements")
    FILE = "file", _("fichiers joints")
    FILE_REFUSED = "file_refused", _("fichiers refusés")
    FILE_UNUSED = "file_unused", _("fichiers que rien ne cite")
