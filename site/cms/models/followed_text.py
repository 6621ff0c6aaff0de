from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class FollowedText(models.Model):
    """The text of the standard page that a published page says, or, for a version of it, follows.

    `text` is its digest (`cms.easy_reading.readings`). A version whose text is not that of its standard page is out of
    date.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("texte suivi par une version")
        verbose_name_plural = _("textes suivis par les versions")

    def __str__(self) -> str:
        return f"{self.page_id}, {self.since:%d/%m/%Y}"
