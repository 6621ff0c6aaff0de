from typing import Any

from django.core.management.base import BaseCommand

from cms.imports.runs import purge


class Command(BaseCommand):
    help = "Forgets imports older than IMPORT_DAYS with their files and reports. The worker does it daily."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        forgotten = purge()
        if verbosity:
            self.stdout.write(f"{forgotten} imports forgotten.")
