"""Services that organisations propose."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from network.exports.records import ServiceRecord, service_record
from network.models import Organisation, Service

from .endpoint import Here
from .paging import Page, by_number
from .parameters import NoParameters, ServiceParameters
from .places import known_territory
from .problems import not_found


class ServiceList(Page[ServiceRecord]):
    """Une page de services."""


def public() -> QuerySet[Service]:
    """Those of public organisations, with what their records say, in two queries."""
    services = Service.objects.filter(organisation__live=True).select_related("organisation")
    return services.prefetch_related("organisation__sources")


def listed(asked: ServiceParameters, here: Here) -> ServiceList:
    services = public()
    if asked.organisation is not None:
        services = services.filter(organisation=asked.organisation)
    if asked.territoire:
        there = Organisation.objects.within(known_territory("territoire", asked.territoire))
        services = services.filter(organisation__in=there)
    if asked.type:
        services = services.filter(type__in=[each.value for each in asked.type])
    for field, values in (("subjects", asked.thematique), ("publics", asked.public)):
        wanted = Q()
        for value in values:
            wanted |= Q(**{f"{field}__holds": value.value})
        services = services.filter(wanted)
    total, following, elements = by_number(services, asked, here, service_record)
    return ServiceList(total=total, suivant=following, elements=elements)


def one(asked: NoParameters, here: Here, number: int) -> ServiceRecord:
    service = public().filter(pk=number).first()
    if service is None:
        raise not_found(_("Aucun service publié n’a le numéro %(number)d.") % {"number": number})
    return service_record(service)
