"""The background worker of `make run`, which a full disk makes wait instead of ending it, and the portal with it.

usage: python -m config.worker
"""

import sys
import time

import django
from django.core.management import call_command
from django.db import DatabaseError

from config.prepare import maintain_daily

PAUSE = 10  # seconds between two looks at a disk that was full


def main() -> None:
    """Works until a signal asks to stop."""
    from cms.full_disk import is_full

    waited = False
    while True:
        try:
            if waited:
                maintain_daily()  # what was running could not plan its next run
            call_command("db_worker", "--interval=0.5", "--no-startup-delay", "--no-reload")
            return
        except DatabaseError as error:
            if not is_full(error):
                raise
            waited = True
            print(
                "Le disque est plein : le travail de fond attend qu’il y ait de la place.", file=sys.stderr, flush=True
            )
            time.sleep(PAUSE)


if __name__ == "__main__":
    django.setup()
    main()
