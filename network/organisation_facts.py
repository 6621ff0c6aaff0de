"""An organisation as the components of the theme want it: plain texts and addresses, ready to print."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from network import vocabularies
from network.models.freshness import FollowUp
from network.models.organisation import Organisation
from network.models.provenance import OrganisationSource
from network.models.service import Service
from network.models.territory import Territory
from network.opening_hours import in_words
from network.phones import dialled
from network.presentation import linked, place_link
from network.sources import producer_of

Data = dict[str, Any]


def facts(organisation: Organisation, children: Iterable[Organisation]) -> list[Data]:
    """The items of the component "facts": who it is, where it acts, with whom."""
    kind = capfirst(organisation.get_kind_display())
    found: list[Data] = [
        {"term": _("Genre"), "values": [kind, _("ensemble de structures")][: 1 + organisation.is_group]}
    ]
    place = organisation.territory or organisation.commune
    if place:
        found.append({"term": _("Territoire"), "values": [place_link(each) for each in _chain(place)]})
    if organisation.parent and organisation.parent.live:
        found.append({"term": _("Rattachée à"), "values": [linked(organisation.parent)]})
    listed: list[tuple[str, list[Any]]] = [
        (_("Regroupe"), [linked(child) for child in children]),
        (_("Publics"), _labels(vocabularies.PUBLICS, organisation.publics)),
        (_("Thèmes"), [theme.name for theme in organisation.themes.all()]),
        (_("Réseaux"), _labels(vocabularies.NETWORKS, organisation.networks)),
        (_("Places"), [str(organisation.places)] if organisation.places else []),
        ("SIRET", [_spaced(organisation.siret)] if organisation.siret else []),
        ("FINESS", [organisation.finess] if organisation.finess else []),
        ("RNA", [organisation.rna] if organisation.rna else []),
    ]
    return found + [{"term": term, "values": values} for term, values in listed if values]


def contact(organisation: Organisation, today: date) -> Data | None:
    """The variables of the component "contact"; None when nobody said how to reach it."""
    town = " ".join(filter(None, [organisation.postcode, organisation.commune.name if organisation.commune else ""]))
    week = in_words(organisation.opening_hours, today) if organisation.opening_hours else None
    found: Data = {
        "address": "\n".join(filter(None, [organisation.address, town])),
        "phone": dialled(organisation.phone),
        "email": organisation.email,
        "website": organisation.website,
        "hours": [f"{capfirst(opening.days)}, {opening.hours}" for opening in week.openings] if week else [],
        "hours_notes": list(week.notes) if week else [],
        "accessibility_url": organisation.accessibility_url,
    }
    return found if any(found.values()) else None


def service_data(service: Service) -> Data:
    """A service in words: {name, description, facts}."""
    said: list[tuple[str, list[str]]] = [
        (_("Type"), _labels(vocabularies.SERVICE_TYPES, [service.type])),
        (_("Pour qui"), [*_labels(vocabularies.PUBLICS, service.publics), service.publics_note]),
        (_("Conditions"), [service.access_conditions]),
        (_("Frais"), [*_labels(vocabularies.FEES, [service.fee]), service.fee_note]),
        (_("Où"), _labels(vocabularies.RECEPTION_MODES, service.reception_modes)),
        (_("Qui peut le demander"), _labels(vocabularies.MOBILISED_BY, service.mobilised_by)),
        (
            _("Comment le demander"),
            [*_labels(vocabularies.MOBILISATION_MODES, service.mobilisation_modes), service.mobilisation_note],
        ),
    ]
    kept: list[Data] = [{"term": term, "values": values} for term, told in said if (values := list(filter(None, told)))]
    if url := service.mobilisation_url:
        kept.append({"term": _("Faire une demande"), "values": [{"label": url, "url": url}]})
    return {"name": service.name, "description": service.description, "facts": kept}


def provenance(organisation: Organisation) -> list[str]:
    """Sentences: which source the facts come from and of when, and when somebody verified the record."""
    said = []
    for source in OrganisationSource.objects.filter(organisation=organisation.pk):
        name = producer_of(source.source).name
        day = formats.date_format(source.source_date or source.read_at.date(), "DATE_FORMAT")
        said.append(_("Données de %(source)s, mises à jour le %(day)s.") % {"source": str(name), "day": day})
    follow_up: FollowUp | None = getattr(organisation, "follow_up", None)
    if follow_up and follow_up.verified_on:
        day = formats.date_format(follow_up.verified_on, "DATE_FORMAT")
        said.append(_("Fiche vérifiée le %(day)s.") % {"day": day})
    return said


def _chain(place: Territory) -> list[Territory]:
    return [place, *reversed(place.ancestors())]


def _labels(vocabulary: Iterable[tuple[str, str]], values: Iterable[str]) -> list[str]:
    known = dict(vocabulary)
    return [known.get(value, value) for value in values if value]


def _spaced(siret: str) -> str:
    """« 130 030 133 00016 », as INSEE prints it."""
    return " ".join([siret[:3], siret[3:6], siret[6:9], siret[9:]])
