"""The network as the components of the theme want it: plain texts and addresses, ready to print."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.blocks import Audience
from network.models.organisation import Organisation
from network.models.project_parts import ProjectStatus, Reach, Scope
from network.models.territory import Territory, TerritoryKind
from network.project_facts import ages, percentage

if TYPE_CHECKING:
    from network.models import ProjectPage
    from network.territory_counts import Counts, TerritoryCount

Data = dict[str, Any]

TONES = {ProjectStatus.PLANNED: "info", ProjectStatus.RUNNING: "success", ProjectStatus.ENDED: "neutral"}

TRACKS = {
    Audience.EVERYONE: gettext_lazy("Pour toutes les personnes"),
    Audience.ADULTS: gettext_lazy("Puis, pour les adultes"),
    Audience.YOUNG: gettext_lazy("Puis, pour les jeunes"),
}


def status(page: "ProjectPage") -> Data | None:
    return {"label": page.get_status_display(), "tone": TONES[ProjectStatus(page.status)]} if page.status else None


def dates(page: "ProjectPage") -> str:
    """« de 2013 à 2014 », « depuis juillet 2020 », « jusqu’en 2014 » or ""; a project that ended never says "since"."""
    start, end = page.get_start_display(), page.get_end_display()
    if start and end:
        return _("du %(start)s au %(end)s") % {"start": start, "end": end}
    if start:
        since = (
            _("lancé en %(start)s")
            if page.status == ProjectStatus.ENDED or len(page.start) == 7
            else _("depuis %(start)s")
        )
        return since % {"start": start}
    return _("jusqu’à %(end)s") % {"end": end} if end else ""


def territory_names(page: "ProjectPage") -> str:
    return ", ".join(link.territory.name for link in page.territory_links.all() if link.reach != Reach.SPREAD)


def acronym_beside(page: "ProjectPage") -> str:
    """The acronym to show beside the title; "" when the title already begins with it."""
    return "" if page.title.startswith(page.acronym) else page.acronym


def project_heading(page: "ProjectPage") -> str:
    """« SER-SIP – Service d’évaluation… »: the name of a project where nothing else stands beside it."""
    return " – ".join(filter(None, [acronym_beside(page), page.title]))


def project_card(page: "ProjectPage") -> Data:
    """The variables of the component "project_card", from a page loaded by `with_territories`."""
    return {
        "title": page.title,
        "url": page.get_url(),
        "acronym": acronym_beside(page),
        "summary": page.summary,
        "territory": territory_names(page),
        "dates": dates(page),
        "status": status(page),
        "slug": page.slug,
    }


def key_facts(page: "ProjectPage") -> list[Data]:
    """The facts that a reader wants first; what is unknown is left out."""
    duration = _("%(months)s mois") % {"months": page.duration_months} if page.duration_months else ""
    facts: list[Data] = [
        {"icon": "flag", "term": _("État"), "value": capfirst(page.get_status_display()) if page.status else ""},
        {"icon": "calendar", "term": _("Calendrier"), "value": capfirst(dates(page))},
        {"icon": "clock", "term": _("Durée"), "value": duration},
        {"icon": "pin", "term": _("Où"), "value": territory_names(page)},
        {
            "icon": "building",
            "term": _("Porteur"),
            "value": ", ".join(link.organisation.short_name for link in page.leaders),
        },
        {"icon": "people", "term": _("Personnes accompagnées"), "value": page.capacity_note or page.capacity or ""},
    ]
    return [fact for fact in facts if fact["value"]]


def territory_card(territory: Territory, count: "TerritoryCount") -> Data:
    """The variables of the component "territory_card", with its counts in words."""
    projects = ngettext("%(count)s projet", "%(count)s projets", count.projects) % {"count": count.projects}
    organisations = ngettext("%(count)s organisation", "%(count)s organisations", count.organisations)
    return {
        "title": territory.name,
        "url": territory.get_absolute_url(),
        "kind_label": capfirst(territory.get_kind_display()),
        "projects": projects if count.projects else "",
        "organisations": organisations % {"count": count.organisations} if count.organisations else "",
    }


def organisation_card(organisation: Organisation) -> Data:
    """The variables of the component "organisation_card", from a row loaded with its territory."""
    return {
        "title": organisation.name,
        "url": organisation.get_absolute_url(),
        "acronym": organisation.acronym,
        "kind_label": capfirst(organisation.get_kind_display()),
        "territory": organisation.territory.name if organisation.territory else "",
    }


def territory_facts(page: "ProjectPage") -> list[Data]:
    return [
        {
            "label": str(link.territory),
            "url": link.territory.get_absolute_url(),
            "note": " – ".join(
                filter(None, [link.get_reach_display() if link.reach != Reach.ACTIVE else "", link.note])
            ),
        }
        for link in page.territory_links.all()
    ]


def partner_facts(by_relation: list[tuple[str, list[Any]]]) -> list[Data]:
    return [
        {"term": capfirst(label), "values": [linked(link.organisation, link.note) for link in links]}
        for label, links in by_relation
    ]


def funding_facts(page: "ProjectPage") -> list[Data]:
    return [
        linked(
            money.organisation,
            " – ".join(filter(None, [percentage(money.share) if money.share is not None else "", money.note])),
        )
        for money in page.funding.all()
    ]


def public_facts(page: "ProjectPage", scope: Scope) -> list[Data]:
    return [
        {"who": public.who, "ages": ages(public), "conditions": public.conditions}
        for public in page.publics.all()
        if public.scope == scope
    ]


def pathway(page: "ProjectPage") -> list[Data]:
    """The tracks of the pathway: {title, stages}, stages being the variables of "pathway_stage".

    What concerns everyone comes first and is counted once: adults and young people each go on from there. A pathway
    that is the same for all is one track without a title.
    """
    tracks = []
    start = 1
    for audience in Audience:
        blocks = [block.value for block in page.pathway if block.value["audience"] == audience]
        if blocks:
            stages = [_stage(number, value) for number, value in enumerate(blocks, start=start)]
            tracks.append({"title": TRACKS[audience], "stages": stages})
        if audience == Audience.EVERYONE:
            start += len(blocks)
    return tracks if len(tracks) > 1 else [track | {"title": ""} for track in tracks]


def _stage(number: int, value: Data) -> Data:
    return {
        "number": number,
        "title": value["title"],
        "body": value["text"],
        "actions": list(value["actions"]),
        "limit": value["limit"],
    }


def timeline(page: "ProjectPage") -> list[Data]:
    """The items of the component "timeline"."""
    return [
        {"title": block.value["title"], "dates": block.value["period"], "steps": list(block.value["steps"])}
        for block in page.phases
    ]


def places(territories: Iterable[Territory], counts: "Counts") -> list[Data]:
    """The items of the component "territory_list"; a place where nothing happens counts 0."""
    return [place_link(place, counts[place.pk].total if place.pk in counts else 0) for place in territories]


def place_link(territory: Territory, count: int | None = None) -> Data:
    """A value of the component "facts", or an item of "territory_list"."""
    return {
        "name": territory.name,
        "label": territory.name,
        "url": territory.get_absolute_url(),
        "code": territory.code if territory.kind not in (TerritoryKind.REGION, TerritoryKind.SECTEUR) else "",
        "kind_label": territory.get_kind_display(),
        "count": count,
    }


def linked(organisation: Organisation, note: str = "") -> Data:
    """A value of the component "facts"; without an address while the organisation is not public."""
    return {
        "label": str(organisation),
        "url": organisation.get_absolute_url() if organisation.live else "",
        "note": note,
    }
