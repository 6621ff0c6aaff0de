from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.dates import not_to_come


class EasyReading(models.Model):
    """A simple version was read, on a day, by people it is written for.

    It holds for the text they read and no other: `text` is its digest (`cms.easy_reading.readings`).
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    readers = models.CharField(
        _("qui a relu"),
        max_length=200,
        help_text=_(
            "Ces mots sont montrés sur la page. Dites le groupe et combien de personnes. "
            "Ne donnez un nom que si la personne le souhaite."
        ),
    )
    read_on = models.DateField(_("date de la relecture"), validators=[not_to_come])
    text = models.CharField(max_length=64, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-read_on", "-pk"]
        verbose_name = _("relecture d’une version simple")
        verbose_name_plural = _("relectures des versions simples")

    def __str__(self) -> str:
        return f"{self.readers}, {self.read_on:%d/%m/%Y}"
