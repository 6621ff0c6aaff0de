"""A project as rows of plain text: what a comparison shows side by side and an export writes down."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.text import plain
from network.models.project_parts import ProjectPublic, Reach, Scope

if TYPE_CHECKING:
    from network.models import ProjectPage

Read = Callable[["ProjectPage"], list[str]]


def points(stream: Iterable) -> list[str]:
    """The points of a StreamField of `PointBlock`s, each « Titre : texte », as the active language writes it."""
    pairs = [
        (block.value["title"], plain(block.value["text"].source if block.value["text"] else "")) for block in stream
    ]
    return [_one(*pair) for pair in pairs]


def _one(name: str, told: str) -> str:
    """« Nom : ce qui en est dit », or the one of the two that there is."""
    return gettext("%(name)s : %(told)s") % {"name": name, "told": told} if name and told else name or told


def told_in(stream: str) -> Read:
    return lambda page: points(getattr(page, stream))


def status(page: "ProjectPage") -> list[str]:
    return [page.get_status_display()] if page.status else []


def themes(page: "ProjectPage") -> list[str]:
    return [theme.name for theme in page.themes.all()]


def team(page: "ProjectPage") -> list[str]:
    return [_one(row.role, row.mission) for row in page.team.all()]


def period(page: "ProjectPage") -> list[str]:
    parts = [
        page.start and gettext("Début : %(day)s") % {"day": page.get_start_display()},
        page.end and gettext("Fin : %(day)s") % {"day": page.get_end_display()},
        page.duration_months and gettext("Durée : %(number)s mois") % {"number": page.duration_months},
    ]
    return [part for part in parts if part]


def territories(page: "ProjectPage") -> list[str]:
    links = [
        str(link.territory) if link.reach == Reach.ACTIVE else f"{link.territory} — {link.get_reach_display()}"
        for link in page.territory_links.all()
    ]
    return links + ([page.territory_note] if page.territory_note else [])


def ages(public: ProjectPublic) -> str:
    """« de 18 à 25 ans », « à partir de 16 ans », « jusqu’à 20 ans » or ""."""
    if public.age_min is not None and public.age_max is not None:
        return gettext("de %(least)s à %(most)s ans") % {"least": public.age_min, "most": public.age_max}
    if public.age_min is not None:
        return gettext("à partir de %(least)s ans") % {"least": public.age_min}
    return gettext("jusqu’à %(most)s ans") % {"most": public.age_max} if public.age_max is not None else ""


def publics(scope: Scope) -> Read:
    def of(page: "ProjectPage") -> list[str]:
        rows = [public for public in page.publics.all() if public.scope == scope]
        return [", ".join(filter(None, [public.who, ages(public), public.conditions])) for public in rows]

    return of


def partners(page: "ProjectPage") -> list[str]:
    return [
        f"{link.organisation} — {link.get_relation_display()}{', ' + link.note if link.note else ''}"
        for link in page.partners.all()
    ]


def funding(page: "ProjectPage") -> list[str]:
    rows = [
        f"{_one(str(money.organisation), percentage(money.share) if money.share is not None else '')}"
        f"{f' ({money.note})' if money.note else ''}"
        for money in page.funding.all()
    ]
    return rows + ([page.funding_note] if page.funding_note else [])


def percentage(share: Decimal) -> str:
    """« 50 % », « 12,5 % »."""
    return gettext("%(number)s %%") % {"number": formats.number_format(share.normalize())}


def capacity(page: "ProjectPage") -> list[str]:
    return [page.capacity_note or str(page.capacity)] if page.capacity_note or page.capacity else []


def pathway(page: "ProjectPage") -> list[str]:
    return [block.value["title"] for block in page.pathway]


def phases(page: "ProjectPage") -> list[str]:
    return [_one(block.value["title"], " ; ".join(block.value["steps"])) for block in page.phases]


# Key (for exports), label (for people), how to read it from a page loaded by `with_facts`.
FACTS: list[tuple[str, Promise, Read]] = [
    ("etat", _("État"), status),
    ("calendrier", _("Calendrier"), period),
    ("territoires", _("Territoires"), territories),
    ("themes", _("Thèmes"), themes),
    ("partenaires", _("Porteurs et partenaires"), partners),
    ("financements", _("Financements"), funding),
    ("publics_directs", _("Public direct"), publics(Scope.DIRECT)),
    ("publics_indirects", _("Public indirect"), publics(Scope.INDIRECT)),
    ("capacite", _("Personnes accompagnées"), capacity),
    ("equipe", _("Équipe"), team),
    ("contexte", _("Contexte"), told_in("context")),
    ("enjeux", _("Enjeux"), told_in("stakes")),
    ("objectifs", _("Objectifs"), told_in("objectives")),
    ("nouveautes", _("Ce qui est nouveau"), told_in("innovation")),
    ("cooperation", _("Coopération"), told_in("cooperation")),
    ("principes", _("Principes d’accompagnement"), told_in("principles")),
    ("parcours", _("Parcours"), pathway),
    ("phases", _("Phases"), phases),
]


def facts_of(page: "ProjectPage") -> dict[str, list[str]]:
    """Every fact of a project, by export key; an empty list where nothing is known."""
    return {key: read(page) for key, _label, read in FACTS}
