"""The public number of an organisation: the same whatever becomes of its name, its address or its doubles.

It is the key of its row, which no database gives twice; a merged record leaves it in `FormerAddress`, where the API and
imports find what it leads to. An import of our own table makes a lost record again under its number.
Identifiers of data·inclusion are made of it: `passerelles--12`.
"""

from network.models import Organisation

PORTAL = "passerelles"


def public_key(number: int) -> str:
    """The identifier of a structure, or of a service, among those of all producers."""
    return f"{PORTAL}--{number}"


def organisation_kept_for(number: int) -> Organisation | None:
    """The public organisation into which that of this number was merged, if any."""
    return Organisation.objects.public().filter(former_addresses__record__pk=number).first()
