"""What a territory's page shows: what is there, whom to ask, what is around."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.navigation import section_url
from cms.sections import Section, sections_for
from network.models import DirectoryPage, OrganisationKind, Territory
from network.models.organisation import OrganisationQuerySet
from network.organisation_facts import contact
from network.presentation import Data, organisation_card, project_card
from network.territory_counts import organisations_in, partners_by_kind, public_projects
from network.territory_nearby import nearby
from network.territory_places import inner_places

PROJECT = "network/_project_item.html"
MOST = 12
MOST_ABOVE = 6
MOST_CONTACTS = 6
# Whom to ask first: those whose task is to direct people, or to decide.
FIRST_TO_ASK = (
    OrganisationKind.MDPH,
    OrganisationKind.SERVICE_EMPLOI,
    OrganisationKind.MISSION_LOCALE,
    OrganisationKind.CENTRE_RESSOURCES,
    OrganisationKind.ORGANISME_PUBLIC,
    OrganisationKind.COLLECTIVITE,
)


def territory_context(territory: Territory) -> dict[str, Any]:
    """`projects` and `sections` are those of `cms.sections`; `partners` is {kinds, section} or None; `groups` are lists
    of places (see `territory_places.group`); `around`, when nothing is here, is a `Nearby`, or else None.
    """
    organisations = organisations_in(territory)
    partners = _partners(territory, organisations)
    here, above = _projects(territory)
    upper = sections_for(territory)
    nothing = not (here.items or partners or upper)
    lead = _("Ce que le réseau fait et connaît dans ce territoire.")
    return {
        "territory": territory,
        "kind_label": capfirst(territory.get_kind_display()),
        "lead": lead,
        "projects": here if here.items else None,
        "partners": partners,
        "sections": [section for section in (_contacts(organisations), above) if section.items] + upper,
        "groups": inner_places(territory),
        "around": nearby(territory) if nothing else None,
        "tools": tools(territory),
        "listing": {"feed_url": _address("search:feed", territoire=territory.key)},
        "meta": {"title": territory.name, "description": f"{territory} : {lead}"},
    }


def tools(territory: Territory) -> list[Data]:
    """{label, url, icon, rel}: where to search from here, and how to be told what is new."""
    place = {"territoire": territory.key}
    around = {"autour": territory.key}
    found = [
        (_("Chercher dans ce territoire"), _address("search:results", **place), "search"),
        (_("Chercher autour, à 20 km"), _address("search:results", **around) if territory.point else "", "pin"),
        (_("Me prévenir des nouveautés"), _address("search:alert", **place), "mail"),
        (_("Suivre les nouveautés (flux Atom)"), _address("search:feed", **place), "arrow-out"),
    ]
    return [
        {"label": label, "url": url, "icon": icon, "rel": "nofollow" if icon == "mail" else ""}
        for label, url, icon in found
        if url
    ]


def _projects(territory: Territory) -> tuple[Section, Section]:
    """Those of the territory, then those of what holds it."""
    inside = public_projects().within(territory)
    above = public_projects().filter(territory_links__territory__in=territory.ancestors())
    above = above.exclude(pk__in=inside.values("pk")).distinct()
    here = list(inside.with_territories().order_by("title")[: MOST + 1])
    around = above.with_territories().order_by("title")[:MOST_ABOVE]
    return (
        Section(
            "projets",
            _("Projets"),
            [project_card(page) for page in here[:MOST]],
            PROJECT,
            more_url=_address("search:results", type="project", territoire=territory.key) if len(here) > MOST else "",
            more_label=_("Tous les projets"),
        ),
        Section("echelle", _("À une échelle plus large"), [project_card(page) for page in around], PROJECT),
    )


def _partners(territory: Territory, organisations: OrganisationQuerySet) -> Data | None:
    kinds = partners_by_kind(organisations)
    if not kinds:
        return None
    directory = section_url(DirectoryPage)
    path, fixed = (directory, {}) if directory else (reverse("search:results"), {"type": "organisation"})

    def listed(**more: str) -> str:
        return f"{path}?{urlencode({**fixed, 'territoire': territory.key, **more})}"

    first = organisations.select_related("territory").order_by("name", "pk")[:MOST]
    total = sum(kinds.values())
    more_label = _("Toutes les organisations (%(number)s)") % {"number": number_format(total, force_grouping=True)}
    return {
        "kinds": [
            {"label": f"{_kind(kind)} : {number_format(number, force_grouping=True)}", "url": listed(organisme=kind)}
            for kind, number in kinds.items()
        ],
        "section": Section(
            "organisations",
            _("Organisations"),
            [organisation_card(organisation) for organisation in first],
            "network/_organisation_item.html",
            more_url=listed(),
            more_label=more_label,
        ),
    }


def _contacts(organisations: OrganisationQuerySet) -> Section:
    """Only organisations of which somebody said how to reach them."""
    rank = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(FIRST_TO_ASK)),
        default=Value(len(FIRST_TO_ASK)),
    )
    reachable = organisations.exclude(phone="", email="", website="").annotate(rank=rank)
    today = timezone.localdate()
    items = [
        {
            "name": organisation.name,
            "url": organisation.get_absolute_url(),
            "kind_label": _kind(organisation.kind),
            **(contact(organisation, today) or {}),
        }
        for organisation in reachable.select_related("commune").order_by("rank", "name", "pk")[:MOST_CONTACTS]
    ]
    return Section("contacts", _("À qui s’adresser"), items, "network/_contact_item.html")


def _kind(kind: str) -> str:
    return capfirst(str(OrganisationKind(kind).label))


def _address(name: str, **parameters: str) -> str:
    return f"{reverse(name)}?{urlencode(parameters)}"
