"""What an organisation's page shows; the same for the public address and for the editor's preview."""

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.sections import sections_for
from network import organisation_facts, organisation_network
from network.models import Organisation, ProjectPage
from network.presentation import project_card, project_heading
from network.project_facts import percentage


def organisation_context(organisation: Organisation) -> dict[str, Any]:
    """`roles`: list of (heading, card, [what the organisation is to it]), one a project, by title."""
    projects = ProjectPage.objects.public_in_language(get_language() or "fr")
    projects = projects.with_organisation(organisation.pk).with_organisations().order_by("title")
    children = Organisation.objects.public().filter(parent=organisation.pk)
    shared = organisation_network.shared_projects(organisation, projects)
    services = [organisation_facts.service_data(service) for service in organisation.services.all()]
    sections = sections_for(organisation)
    return {
        "organisation": organisation,
        "lang": "" if (get_language() or "fr").startswith("fr") else "fr",
        "kind_label": capfirst(organisation.get_kind_display()),
        "roles": [
            (project_heading(project), project_card(project), roles_in(project, organisation)) for project in projects
        ],
        "facts": organisation_facts.facts(organisation, children),
        "contact": organisation_facts.contact(organisation, timezone.localdate()),
        "services": services,
        "partners": organisation_network.as_facts(shared),
        "picture": organisation_network.as_picture(shared),
        "provenance": organisation_facts.provenance(organisation),
        "sections": sections,
        "nothing_else": not services and not sections,
        "meta": {"title": organisation.name, "description": organisation.description},
        "structured_data": structured_data(organisation),
    }


def structured_data(organisation: Organisation) -> dict[str, Any]:
    """The organisation in the schema.org vocabulary; what is unknown is left out."""
    place = organisation.commune
    address = {
        "@type": "PostalAddress",
        "streetAddress": ", ".join(organisation.address.splitlines()),
        "postalCode": organisation.postcode,
        "addressLocality": place.name if place else "",
        "addressCountry": "FR",
    }
    point = organisation.point
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": organisation.name,
        "alternateName": organisation.acronym,
        "description": organisation.description,
        "url": organisation.website,
        "telephone": organisation.phone,
        "email": organisation.email,
        "address": address if organisation.address or organisation.postcode or place else None,
        "location": {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": point[0], "longitude": point[1]}}
        if point
        else None,
        "areaServed": organisation.territory.name if organisation.territory else "",
        "parentOrganization": organisation.parent.name if organisation.parent else "",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": number}
            for name, number in (
                ("SIRET", organisation.siret), ("FINESS", organisation.finess), ("RNA", organisation.rna),
            )
            if number
        ],
    }  # fmt: skip
    return {key: value for key, value in data.items() if value}


def roles_in(project: ProjectPage, organisation: Organisation) -> list[str]:
    """In words, from a project loaded by `with_organisations`: « pilote », « financeur (50 %) »…"""
    roles = [link.get_relation_display() for link in project.partners.all() if link.organisation_id == organisation.pk]
    for money in project.funding.all():
        if money.organisation_id == organisation.pk:
            share = f" ({percentage(money.share)})" if money.share is not None else ""
            roles.append(_("financeur") + share)
    return list(dict.fromkeys(roles))
