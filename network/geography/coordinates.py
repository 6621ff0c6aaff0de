"""Where communes are: a table apart, which another source can replace."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from cms.founding.problems import Problem
from search.distances import Point

from .overseas import is_there
from .reading import rows


def points(file: Path, departements: Mapping[str, str], problems: list[Problem]) -> dict[str, Point]:
    """{code: (latitude, longitude) in degrees} of the communes in `departements` ({code of commune: of département}).

    Communes that are not there are left out: points are often of another year. What is wrong is added to `problems`.
    """
    found: dict[str, Point] = {}
    for line, row in rows(file, ("code", "latitude", "longitude")):
        code = row["code"]
        if code not in departements:
            continue
        reason = ""
        try:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
        except ValueError:
            latitude = longitude = float("nan")
            reason = _("« %(code)s » : latitude et longitude sont des nombres, en degrés : 47.2803.")
        if code in found:
            reason = _("le code « %(code)s » est déjà pris dans ce fichier.")
        elif not reason and not is_there(departements[code], latitude, longitude):
            swapped = is_there(departements[code], longitude, latitude)
            reason = (
                _("« %(code)s » : latitude et longitude sont échangées.")
                if swapped
                else _("« %(code)s » : ce point n’est pas dans son département.")
            )
        if reason:
            problems.append(Problem(file.name, line, reason % {"code": code}))
        else:
            found[code] = (latitude, longitude)
    return found
