"""The signed addresses of messages: who holds one may answer for one record, without account or cookie."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext

from mail import signed
from mail.signed import BadLink
from network.models import FollowUp, Organisation, OrganisationRequest

AGES = {"record": timedelta(days=60), "request": timedelta(days=7)}


def record_address(organisation: Organisation, address: str) -> str:
    """Where whoever reads `address` confirms or corrects a record; it dies when the record has another address."""
    return _address("record", [organisation.pk, address.lower()])


def request_address(request: OrganisationRequest) -> str:
    """Where an address confirms its wish to be in the directory."""
    return _address("request", [request.pk])


def record_of(token: str) -> tuple[FollowUp, str]:
    """(record, address) of a link. Raises BadLink when it is not ours, too old, or no longer of that record."""
    pk, address = signed.read(token, _salt("record"), AGES["record"])
    organisation = Organisation.objects.filter(pk=pk, closed_on=None).first()
    follow_up = organisation and FollowUp.objects.get_or_create(organisation=organisation)[0]
    if follow_up is None or address not in addresses(follow_up):
        raise BadLink(gettext("Ce lien ne correspond plus à une fiche de l’annuaire."))
    return follow_up, address


def addresses(follow_up: FollowUp) -> set[str]:
    """Who may answer for a record: its referent, or whoever reads the mail that it publishes while it has none."""
    return {(follow_up.referent or follow_up.organisation.email).lower()} - {""}


def request_of(token: str) -> OrganisationRequest:
    """The request of a link. Raises BadLink when it is not ours, too old, or forgotten meanwhile."""
    [pk] = signed.read(token, _salt("request"), AGES["request"])
    found = OrganisationRequest.objects.filter(pk=pk).first()
    if found is None:
        raise BadLink(gettext("Cette demande n’existe plus : elle n’a pas été confirmée à temps."))
    return found


def _address(purpose: str, value: list) -> str:
    token = signing.dumps(value, salt=_salt(purpose))
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(f"network:freshness_{purpose}", args=[token])


def _salt(purpose: str) -> str:
    return f"network.freshness.{purpose}"
