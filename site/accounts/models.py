"""The people who work on the portal.

An app of its own, below everything: Wagtail's tables point to the user, so the user can't live beside page types.
"""

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Django's user as it is; our own model from the first migration, because it can't be swapped later."""


class GroupReach(models.Model):
    """How far the permissions of a group go. A group without one has them everywhere.

    `reach` is the name of a `cms.roles.reaches.Reach`; a name that nothing declares any more reaches nothing.
    """

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="reach")
    reach = models.CharField(_("jusqu’où vont ses permissions"), max_length=20)

    class Meta:
        verbose_name = _("étendue d’un rôle")
        verbose_name_plural = _("étendues des rôles")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.group_id}: {self.reach}"
