"""Saying that a page was read again."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.models import Upkeep

ACTION = "cms.read_again"


@transaction.atomic
def read_again(page: Page, user: Any, today: date) -> None:
    """Note that `page` was read on `today`, with a line in its history. Its versions are left alone.

    Raises ValidationError, nothing being noted, for what readers do not see.
    """
    if not page.live:
        raise ValidationError(_("Cette page n’est pas publiée : il n’y a rien à relire."))
    upkeep = Upkeep.objects.filter(page_id=page.pk).first() or Upkeep(page_id=page.pk)
    upkeep.read_on, upkeep.reminders, upkeep.reminded_on = today, 0, None
    upkeep.save()
    log(instance=page, action=ACTION, user=user)
