"""A registration in which each thing said of somebody is a word of its own, from the form to the end of what is kept.

usage: python -m tests.events.privacy.canaries SCENARIO
   (PASSERELLES_VAR: an empty folder; DATABASE_URL: an empty database)

The portal is that of `make run`, and its clock goes forward. Prints one JSON object: at each date, where each word is.
"""

import json
import sys
from datetime import timedelta

import django

from .words import Found

_THREE_YEARS = 3 * 365


def main() -> None:
    django.setup()
    from tests.support.databases import make_tables

    make_tables()
    json.dump(SCENARIOS[sys.argv[1]](), sys.stdout)


def _purged() -> dict[str, Found]:
    """Time goes by, and nobody asks for anything."""
    from .journey import Journey

    journey = Journey()
    journey.ask()
    found = {"asked": journey.look()}
    journey.go_on(journey.now)
    found["posted"] = journey.look()
    journey.go_on(journey.starts)
    journey.attend()
    found["attended"] = journey.look()
    for name, days in (("a month later", 31), ("three months later", 91), ("three years later", _THREE_YEARS + 1)):
        journey.go_on(journey.ends + timedelta(days=days))
        found[name] = journey.look()
    # What was still to be said of it lay in the mail folder, a week at most.
    journey.go_on(journey.ends + timedelta(days=_THREE_YEARS + 9))
    return found | {"at last": journey.look()}


def _erased() -> dict[str, Found]:
    """Everybody has all of theirs erased, while letters wait to leave."""
    from .journey import Journey

    journey = Journey()
    journey.ask()
    found = {"asked": journey.look()}
    journey.erase()
    found["erased"] = journey.look()
    journey.go_on(journey.now + timedelta(days=1))
    return found | {"the day after": journey.look()}


def _unprotected() -> dict[str, Found]:
    """The first, by a portal that deletes rows and sees to nothing else."""
    from django.conf import settings
    from django.db import connection

    from events.privacy import purging
    from mail import local

    from .journey import Journey

    purging._empty_journal = lambda: None
    local.forget = lambda before: None
    if connection.vendor == "sqlite":
        connection.close()
        options = settings.DATABASES["default"]["OPTIONS"]
        options["init_command"] = options["init_command"].replace("secure_delete=ON", "secure_delete=OFF")
    journey = Journey()
    journey.ask()
    journey.go_on(journey.ends + timedelta(days=_THREE_YEARS + 9))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {"at last": journey.look()}


SCENARIOS = {"purged": _purged, "erased": _erased, "unprotected": _unprotected}

if __name__ == "__main__":
    main()
