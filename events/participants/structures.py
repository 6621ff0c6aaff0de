"""The establishment that somebody comes from, as they type it: of the directory when it is there."""

from django.db.models import Q, QuerySet

from network.models import Organisation
from network.names import folded

SHORTEST = 2  # characters
MOST = 8


def called(typed: str) -> QuerySet[Organisation]:
    """The published organisations of that name, however it is written, of that acronym or SIRET."""
    typed = typed.replace("\x00", "")  # PostgreSQL takes none
    number = "".join(typed.split())
    if number.isdecimal():
        return Organisation.objects.public().filter(siret=number).select_related("commune")
    named = Q(folded_name=folded(typed)) | Q(acronym__iexact=typed.strip())
    return Organisation.objects.public().filter(named).select_related("commune").order_by("name", "pk")


def told_apart(organisation: Organisation) -> str:
    """Its name, and where it is."""
    street = next(iter(organisation.address.splitlines()), "")
    town = organisation.commune.name if organisation.commune else organisation.postcode
    where = ", ".join(part for part in (street, town) if part)
    return f"{organisation} ({where})" if where else str(organisation)


def beginning_as(typed: str) -> list[str]:
    """At most eight names to propose while somebody types."""
    name = folded(typed)
    if len(name) < SHORTEST:
        return []
    found = Organisation.objects.public().filter(folded_name__begins=name)
    return list(found.order_by("name").values_list("name", flat=True).distinct()[:MOST])
