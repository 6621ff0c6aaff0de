from secrets import randbits

from django.db import models
from django.utils.translation import gettext_lazy as _


def _mark() -> int:
    return randbits(40)


class Change(models.Model):
    """Something watched changed. Rows are only added, so that nobody who publishes waits for another.

    Their sum is the mark of the edition: it tells a change committed late, which the last identifier would not.
    """

    mark = models.BigIntegerField(default=_mark, editable=False)

    class Meta:
        verbose_name = _("changement")
        verbose_name_plural = _("changements")

    def __str__(self) -> str:
        return str(self.mark)
