"""What becomes of the pages and files of an import: the words of reports and the keys of counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    READ = "read", _("pages lues")
    CREATED = "created", _("brouillons créés")
    RENEWED = "renewed", _("nouvelles versions, en brouillon")
    SAME = "same", _("pages déjà là, identiques")
    KEPT = "kept", _("pages déjà là, laissées telles quelles")
    REFUSED = "refused", _("pages laissées de côté")
    REMARK = "remark", _("avertissements")
    FILE = "file", _("fichiers ajoutés")
    FILE_REUSED = "file_reused", _("fichiers déjà là")


WRITTEN = (Fate.CREATED, Fate.RENEWED)
