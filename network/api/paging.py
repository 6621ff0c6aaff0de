"""Pages that neither skip nor repeat while things come and go: each says where the next one starts.

`n12`: after the thing of number 12. `p3`: page 3 of what the index found, whose order is not that of numbers.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from .endpoint import Here
from .parameters import Paging
from .problems import wrong_parameter

Record = TypeVar("Record", bound=BaseModel)
NUMBER, PAGE = "n", "p"


class Page(BaseModel, Generic[Record]):
    """Une page d’une liste."""

    total: int | None = Field(
        description="Nombre d’éléments en tout, sur toutes les pages ; null quand le compter coûterait trop."
    )
    suivant: str | None = Field(description="Adresse de la page suivante ; null sur la dernière.")
    elements: list[Record] = Field(description="Les éléments de cette page.")


def place_in(asked: Paging, kind: str) -> int | None:
    """The number in a cursor of that kind, None without a cursor. Raises Problem for one of another list."""
    if asked.curseur is None:
        return None
    if not asked.curseur.startswith(kind):
        raise wrong_parameter(
            "curseur",
            _("Ce curseur est celui d’une autre liste : recommencez sans lui."),
        )
    return int(asked.curseur[1:])


def by_number(
    queryset: QuerySet[Any], asked: Paging, here: Here, describe: Callable[[Any], Record]
) -> tuple[int, str | None, list[Record]]:
    """(total, address of the next page, records) of the things after the cursor, by number."""
    after = place_in(asked, NUMBER) or 0
    things = list(queryset.filter(pk__gt=after).order_by("pk")[: asked.taille + 1])
    shown: Sequence[Any] = things[: asked.taille]
    following = here.next(f"{NUMBER}{shown[-1].pk}") if len(things) > len(shown) else None
    return queryset.order_by().count(), following, [describe(thing) for thing in shown]
