"""That who answers for an establishment was sent the way to its people today. The address is kept by the directory."""

from django.db import models


class ManagerLink(models.Model):
    organisation = models.OneToOneField("network.Organisation", on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"ManagerLink {self.pk}"
