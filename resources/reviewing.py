"""Saying that a resource is still true."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from resources.models import ResourcePage


@transaction.atomic
def still_true(number: int, user: Any, today: date) -> ResourcePage:
    """Note that the published resource `number` was read again on `today`; whoever may change it may say so.

    What the public reads is published again as it is, with the day. A draft in progress stays a draft, with the day
    too: publishing it later brings no old day back. Raises ValidationError where that would undo somebody's work.
    """
    page = ResourcePage.objects.select_for_update().get(pk=number)
    _check(page, user)
    draft: ResourcePage | None = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    page.reviewed_on = today
    revision = page.save_revision(user=user, clean=False, log_action=True)
    # The day is no content: it does not take the right to publish.
    revision.publish(user=user, skip_permission_checks=True)
    if draft:
        draft.reviewed_on = today
        draft.live_revision = revision
        draft.save_revision(user=user, clean=False, log_action=True)
    return page


def _check(page: ResourcePage, user: Any) -> None:
    if not page.live or page.alias_of_id:
        raise ValidationError(_("Cette ressource n’est pas publiée : il n’y a rien à relire."))
    if page.permissions_for_user(user).page_locked():
        raise ValidationError(_("Cette page est verrouillée : déverrouillez-la d’abord. Rien n’a changé."))
    # Publishing, Wagtail would end both.
    if page.workflow_in_progress or page.scheduled_revision:
        raise ValidationError(
            _(
                "Une version de cette page est en relecture ou sa publication est programmée : écrivez-y la date de "
                "relecture. Rien n’a changé."
            )
        )
