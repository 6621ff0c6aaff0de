"""Organisations: a list to filter, and one by its number.

Words and distances are the index's business, which knows neither networks, nor numbers, nor days of change: with them,
what it finds is sifted page by page, so that a page may hold fewer organisations than it could, and their total is not
known.
"""

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from pydantic import Field

from network.exports.identity import organisation_kept_for
from network.exports.records import OrganisationRecord, organisation_record
from network.exports.selection import KIND, number_in, told
from network.models import Organisation, OrganisationSource, Service
from network.models.organisation import OrganisationQuerySet
from search.answer import answer
from search.around import around
from search.forms import TextField
from search.query import MAX_PAGE, MAX_TEXT, Near, SearchHit, SearchQuery
from search.understanding import active_language, usual_sort

from .endpoint import Here, Moved
from .paging import PAGE, Page, by_number, place_in
from .parameters import NoParameters, OrganisationParameters
from .places import known_territory, known_themes
from .problems import not_found, wrong_parameter


class FoundOrganisation(OrganisationRecord):
    """Une organisation de l’annuaire, telle qu’une liste la donne."""

    distance_km: float | None = Field(None, description="Distance au lieu demandé par `autour`, à vol d’oiseau.")


class OrganisationList(Page[FoundOrganisation]):
    """Une page d’organisations."""


def listed(asked: OrganisationParameters, here: Here) -> OrganisationList:
    """By number; with words, the most relevant first; around a place, the nearest first."""
    if "rayon" in asked.model_fields_set and asked.autour is None:
        raise wrong_parameter("rayon", _("Il dit jusqu’où chercher autour d’un lieu : ajoutez « autour »."))
    if asked.q or asked.autour:
        return _found(asked, here)
    total, following, elements = by_number(
        filtered(told(), asked), asked, here, lambda organisation: _told_of(organisation, here)
    )
    return OrganisationList(total=total, suivant=following, elements=elements)


def one(asked: NoParameters, here: Here, number: int) -> OrganisationRecord:
    organisation = told().filter(pk=number).first()
    if organisation:
        return organisation_record(organisation, here.base)
    if kept := organisation_kept_for(number):
        raise Moved(here.base + reverse("network:api_organisation", args=[kept.pk]))
    raise not_found(
        _("Aucune organisation publiée n’a le numéro %(number)d : elle a pu être retirée.") % {"number": number}
    )


def filtered(organisations: OrganisationQuerySet, asked: OrganisationParameters) -> OrganisationQuerySet:
    """Those that every filter lets through, words and distances apart. Raises Problem for an unknown value."""
    if asked.territoire:
        organisations = organisations.within(known_territory("territoire", asked.territoire))
    if asked.genre:
        organisations = organisations.filter(kind__in=asked.genre)
    if themes := known_themes(asked.theme):
        linked = Organisation.themes.through.objects.filter(organisation=OuterRef("pk"), theme__in=themes)
        organisations = organisations.filter(Exists(linked))
    if asked.public:
        told_of_publics = Q()
        services = Service.objects.filter(organisation=OuterRef("pk"))
        for public in asked.public:
            held = Q(publics__holds=public.value)
            told_of_publics |= held | Q(Exists(services.filter(held)))
        organisations = organisations.filter(told_of_publics)
    return _sifted(organisations, asked)


def _sifted(organisations: OrganisationQuerySet, asked: OrganisationParameters) -> OrganisationQuerySet:
    """By what the index does not know."""
    if asked.reseau:
        wanted = Q()
        for network in asked.reseau:
            wanted |= Q(networks__holds=network.value)
        organisations = organisations.filter(wanted)
    if asked.siret:
        organisations = organisations.filter(siret=asked.siret)
    if asked.finess:
        organisations = organisations.filter(finess=asked.finess)
    if asked.modifie_depuis:
        organisations = organisations.filter(_changed_since(asked.modifie_depuis))
    return organisations


def _changed_since(day: date) -> Q:
    """As `records.modified_on` says it."""
    midnight = datetime.combine(day, time.min, get_current_timezone())
    sources = OrganisationSource.objects.filter(
        organisation=OuterRef("pk"), source_date__gte=day, source_date__lte=localdate()
    )
    return Q(last_published_at__gte=midnight) | Q(Exists(sources))


def _found(asked: OrganisationParameters, here: Here) -> OrganisationList:
    number = place_in(asked, PAGE) or 1
    if not 1 <= number <= MAX_PAGE:
        raise wrong_parameter(
            "curseur", _("Une recherche n’a que %(most)d pages : ajoutez des filtres.") % {"most": MAX_PAGE}
        )
    page = answer(_query(asked, number))
    sifts = bool(asked.reseau or asked.siret or asked.finess or asked.modifie_depuis)
    organisations = _sifted(told(), asked).in_bulk([number_in(hit.id) for hit in page.hits])
    kept = [(organisations[key], hit) for hit in page.hits if (key := number_in(hit.id)) in organisations]
    more = page.total > number * asked.taille and number < MAX_PAGE
    return OrganisationList(
        total=None if sifts else page.total,
        suivant=here.next(f"{PAGE}{number + 1}") if more else None,
        elements=[_told_of(organisation, here, hit) for organisation, hit in kept],
    )


def _query(asked: OrganisationParameters, number: int) -> SearchQuery:
    near = _near(asked)
    # As every list of the portal reads words.
    text = TextField().to_python(asked.q)[:MAX_TEXT]
    filters = {
        "territory": [known_territory("territoire", asked.territoire).key] if asked.territoire else [],
        "organisation_kind": [kind.value for kind in asked.genre],
        "public": [public.value for public in asked.public],
        "theme": [theme.slug for theme in known_themes(asked.theme)],
    }
    return SearchQuery(
        text=text,
        filters={name: frozenset(values) for name, values in filters.items() if values},
        fixed={"kind": frozenset([KIND])},
        near=near,
        sort=usual_sort(text, near),
        page=number,
        page_size=asked.taille,
        language=active_language(),
        facets=(),
    )


def _near(asked: OrganisationParameters) -> Near | None:
    if not asked.autour:
        return None
    found = around(asked.autour, asked.rayon)
    if found.near is None:
        raise wrong_parameter("autour", _("Le portail ne connaît pas ce lieu. Vérifiez le nom ou le code postal."))
    return found.near


def _told_of(organisation: Organisation, here: Here, hit: SearchHit | None = None) -> FoundOrganisation:
    distance = round(hit.distance, 1) if hit and hit.distance is not None else None
    return FoundOrganisation(**dict(organisation_record(organisation, here.base)), distance_km=distance)
