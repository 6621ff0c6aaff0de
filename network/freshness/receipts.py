"""What editors publish, and what the mail server says, of records that partners keep."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.signals import published

from mail.outbox import withdraw
from mail.signals import refused_for_good
from network.models import FollowUp, Organisation, OrganisationRequest

from . import answering


def connect() -> None:
    """Listen to publications, to the mail, and to what is deleted."""
    published.connect(_published, dispatch_uid="network.published")
    refused_for_good.connect(_refused, dispatch_uid="network.address_refused")
    for model in (FollowUp, OrganisationRequest):
        post_delete.connect(_forgotten, model, dispatch_uid=f"network.forgotten.{model.__name__}")


def _published(sender: type[Model], instance: Any, revision: Any = None, **kwargs: Any) -> None:
    if isinstance(instance, Organisation) and revision is not None:
        answering.published(instance, revision, timezone.now())


def _refused(sender: Any, about: str, to: str, **kwargs: Any) -> None:
    """An address that no longer exists answers for nothing."""
    model, _colon, pk = about.partition(":")
    if model == FollowUp._meta.label_lower:
        FollowUp.objects.filter(pk=pk, referent=to).update(referent="")


def _forgotten(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """What is no longer asked does not leave."""
    withdraw(f"{sender._meta.label_lower}:{instance.pk}")
