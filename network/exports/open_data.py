"""What the page of open data says: how much is public, where its facts come from, and how fresh they are."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max
from django.utils.timezone import localdate

from network.models import Organisation, OrganisationSource, Service

LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


@dataclass(frozen=True)
class SourceOfFacts:
    """How many public organisations a source speaks of, and when it was last read."""

    name: str
    organisations: int
    read_at: datetime


@dataclass(frozen=True)
class Holdings:
    """Counts of what is public; `updated` is the day of the last publication, if any."""

    organisations: int
    services: int
    updated: date | None
    sources: list[SourceOfFacts]


def holdings() -> Holdings:
    """Three queries."""
    public = Organisation.objects.public()
    told = public.aggregate(count=Count("pk"), updated=Max("last_published_at"))
    sources = (
        OrganisationSource.objects.filter(organisation__live=True)
        .values_list("source")
        .annotate(organisations=Count("organisation", distinct=True), read_at=Max("read_at"))
        .order_by("source")
    )
    return Holdings(
        told["count"],
        Service.objects.filter(organisation__live=True).count(),
        told["updated"] and localdate(told["updated"]),
        [SourceOfFacts(*row) for row in sources],
    )
