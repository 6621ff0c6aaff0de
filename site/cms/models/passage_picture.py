from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .images import SiteImage


class PassagePicture(models.Model):
    """A picture beside a passage of a simple version.

    `text` is the passage as it was when the picture was chosen: it finds the passage again once that is rewritten
    (`cms.easy_reading.pictures`).
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(editable=False)
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="+", verbose_name=_("image"))
    alternative = models.CharField(
        _("texte de remplacement"),
        max_length=200,
        blank=True,
        help_text=_("Ce que l’image dit à qui ne la voit pas. Vide si elle ne dit rien de plus que le texte."),
    )

    class Meta:
        verbose_name = _("image d’une version simple")
        verbose_name_plural = _("images des versions simples")

    def __str__(self) -> str:
        return f"{self.page_id}, {self.text[:40]}"
