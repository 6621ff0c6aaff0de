"""What is theirs, for those who work for organisations or for territories."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.roles.reaches import Held, Reach, register
from network.models import Mandate, MandateOrganisation, Organisation, ProjectPage, Territory

_PLACES = "_places_entrusted"
OUTSIDE = _("Gardez au moins l’un des territoires qui vous sont confiés : sans lui, cette fiche ne serait plus à vous.")


def organisations_of(user: Any) -> QuerySet[Organisation]:
    """Those that `user` is entrusted with: these, and not those attached to them."""
    links = MandateOrganisation.objects.filter(mandate__user=user.pk)
    return Organisation.objects.filter(pk__in=links.values("organisation"))


def territories_of(user: Any) -> QuerySet[Territory]:
    """Those that `user` is entrusted with, and all that lies under them."""
    if _PLACES not in user.__dict__:
        links = Mandate.territories.through.objects.filter(mandate__user=user.pk)
        user.__dict__[_PLACES] = Territory.objects.under(links.values_list("territory", flat=True))
    places: QuerySet[Territory] = user.__dict__[_PLACES]
    return places.all()


def among(user: Any, places: Iterable[Territory | None]) -> bool:
    """Whether one of `places` is entrusted to `user`."""
    numbers = [place.pk for place in places if place]
    return bool(numbers) and territories_of(user).filter(pk__in=numbers).exists()


BY_ORGANISATION = register(
    Reach("organisations", _("les organisations confiées à la personne"), lambda user: organisations_of(user).exists())
)
BY_TERRITORY = register(
    Reach("territories", _("les territoires confiés à la personne"), lambda user: territories_of(user).exists())
)


def _organisations_there(user: Any) -> QuerySet[Organisation]:
    places = territories_of(user).values("pk")
    return Organisation.objects.filter(Q(territory__in=places) | Q(commune__in=places))


def _projects_there(user: Any) -> QuerySet[ProjectPage]:
    return ProjectPage.objects.filter(territory_links__territory__in=territories_of(user).values("pk"))


def _links_of(form: Any) -> list[Territory]:
    rows = form.formsets["territory_links"].forms
    said = [row.cleaned_data for row in rows if row.is_valid()]
    return [row["territory"] for row in said if row.get("territory") and not row.get("DELETE")]


BY_ORGANISATION.held[Organisation] = Held(
    organisations_of, lambda user, form: organisations_of(user).filter(pk=form.instance.pk).exists(), "name", OUTSIDE
)
BY_TERRITORY.held[Organisation] = Held(
    _organisations_there,
    lambda user, form: among(user, [form.cleaned_data.get("territory"), form.cleaned_data.get("commune")]),
    "territory",
    OUTSIDE,
)
BY_TERRITORY.held[ProjectPage] = Held(
    _projects_there, lambda user, form: among(user, _links_of(form)), "territory_links", OUTSIDE
)
