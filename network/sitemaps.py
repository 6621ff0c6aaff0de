"""The computed pages that search engines should know."""

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from network.models import Organisation, Territory


class OrganisationSitemap(Sitemap):
    def items(self) -> QuerySet[Organisation]:
        return Organisation.objects.filter(live=True).order_by("pk")


class TerritorySitemap(Sitemap):
    """Only the territories where something happens."""

    def items(self) -> QuerySet[Territory]:
        return Territory.objects.holding_something().order_by("pk")
