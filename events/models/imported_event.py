"""That an event came from another calendar, and under which identity there."""

from django.db import models

from .event import EventPage


class ImportedEvent(models.Model):
    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="imported")
    uid = models.CharField(max_length=255, unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.uid
