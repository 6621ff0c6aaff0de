"""What a partner answers about its record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from network.models import FollowUp, Organisation, PartnerAnswer

# What a partner may correct by itself; the rest is told in its message.
CORRECTED = (
    "name", "acronym", "description", "address", "postcode", "phone", "email", "website", "accessibility_url",
    "publics", "places",
)  # fmt: skip


@transaction.atomic
def confirm(follow_up: FollowUp, now: datetime) -> None:
    """The record is still exact: reminders start over."""
    verified(follow_up, now)
    PartnerAnswer.objects.create(organisation=follow_up.organisation, answered_at=now, handled_at=now)


def take_charge(follow_up: FollowUp, address: str, rhythm: int) -> None:
    """Who answered for a record is its referent from now on, and says how often to be asked again."""
    follow_up.referent, follow_up.rhythm = address, rhythm
    follow_up.save(update_fields=["referent", "rhythm"])


@transaction.atomic
def propose(organisation: Organisation, changes: Mapping[str, Any], message: str, now: datetime) -> PartnerAnswer:
    """Keep corrections as a revision that an editor publishes or not; nothing that the public sees changes.

    `changes` is {field of `CORRECTED`: clean value}. A workflow starts when the portal has one for organisations.
    Raises ValueError for a field that partners do not correct.
    """
    if wrong := set(changes) - set(CORRECTED):
        raise ValueError(f"not for partners to correct: {sorted(wrong)}")
    revision: Revision | None = None
    if changes:
        draft = organisation.get_latest_revision_as_object() if organisation.latest_revision else organisation
        for name, value in changes.items():
            setattr(draft, name, value)
        revision = draft.save_revision(log_action=True)
        workflow = draft.get_workflow()
        if workflow and not draft.workflow_in_progress:
            workflow.start(draft, None)
    return PartnerAnswer.objects.create(organisation=organisation, revision=revision, message=message, answered_at=now)


def published(organisation: Organisation, revision: Revision, now: datetime) -> None:
    """An editor published a revision: the proposals that it holds are handled, and the record is verified."""
    held = PartnerAnswer.objects.filter(organisation=organisation, handled_at=None, revision__pk__lte=revision.pk)
    if held.update(handled_at=now):
        follow_up, _created = FollowUp.objects.get_or_create(organisation=organisation)
        verified(follow_up, now)


def verified(follow_up: FollowUp, now: datetime) -> None:
    """The record is exact on that day; whoever was reminded need not answer any more."""
    follow_up.verified_on = timezone.localdate(now)
    follow_up.reminded_on, follow_up.reminders = None, 0
    follow_up.save(update_fields=["verified_on", "reminded_on", "reminders"])
