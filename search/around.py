"""« Autour de »: a place and a radius, as addresses say them, as people read them, and as engines are asked."""

from dataclasses import dataclass

from django.utils.translation import gettext

from .places import Place, places
from .query import Near

RADII = (5, 10, 20, 50, 100)  # kilometres
USUAL_RADIUS = 20  # kilometres
_VOWELS = "AÀÂÆEÉÈÊIÎÏOÔŒUÙHY"


@dataclass(frozen=True)
class Around:
    """`text` and `km` are what the form shows: the place understood, else what was typed. `others` may have been meant.

    `near` is None when nothing is asked, or nothing is known by that name.
    """

    text: str
    km: int
    near: Near | None = None
    others: tuple[Place, ...] = ()


def around(text: str, km: int) -> Around:
    """What it means to search at most `km` kilometres from `text`: a key, or the name of a place."""
    found = places(text) if text else []
    if not found:
        return Around(text, km)
    return Around(found[0].label, km, circle(found[0], km), tuple(found[1:]))


def circle(place: Place, km: int) -> Near:
    """What is at most `km` kilometres from a place."""
    return Near(place.latitude, place.longitude, km, key=place.key, label=place.label)


def parameters(near: Near | None) -> list[tuple[str, str]]:
    """What addresses say of a circle; nothing of one whose centre has no name. The usual radius goes without saying."""
    if near is None or not near.key:
        return []
    radius = [] if near.km == USUAL_RADIUS else [("rayon", f"{near.km:g}")]
    return [("autour", near.key), *radius]


def described(near: Near) -> str:
    """« à moins de 20 km du Mans (72) »."""
    return gettext("à moins de %(km)d km %(of_place)s") % {"km": near.km, "of_place": _of(near.label)}


def unknown_place() -> str:
    """The notice about a place that nobody knows."""
    return gettext("Le portail ne connaît pas ce lieu : la distance n’a pas compté. Vérifiez le nom ou le code postal.")


def _of(name: str) -> str:
    """« de Nantes », « d’Angers », « du Mans », « des Herbiers »."""
    named = {"name": name, "rest": name.partition(" ")[2]}
    if name.startswith("Le "):
        return gettext("du %(rest)s") % named
    if name.startswith("Les "):
        return gettext("des %(rest)s") % named
    return (gettext("d’%(name)s") if name.startswith(tuple(_VOWELS)) else gettext("de %(name)s")) % named
