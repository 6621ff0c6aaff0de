"""The territories and the themes that parameters name."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms.models import Theme
from network.models import Territory
from network.territory_facets import named

from .problems import wrong_parameter


def known_territory(parameter: str, key: str) -> Territory:
    """The territory of that key. Raises Problem, which names the parameter."""
    territory = named([key.lower()]).first()
    if territory is None:
        raise wrong_parameter(
            parameter,
            _("Aucun territoire n’a cette clé. Une clé ressemble à « commune-44184 » : cherchez-la par son nom."),
        )
    return territory


def known_themes(slugs: Sequence[str]) -> list[Theme]:
    """The themes of these slugs. Raises Problem for one that does not exist."""
    if not slugs:
        return []
    found = {theme.slug: theme for theme in Theme.objects.filter(slug__in=slugs)}
    unknown = [slug for slug in slugs if slug not in found]
    if unknown:
        known = ", ".join(Theme.objects.values_list("slug", flat=True))
        raise wrong_parameter(
            "theme",
            _("Ce thème n’existe pas : %(unknown)s. Thèmes : %(known)s.")
            % {"unknown": ", ".join(unknown), "known": known or _("aucun")},
        )
    return list(found.values())
