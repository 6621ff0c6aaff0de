from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms.bin.erasing import purge


class Command(BaseCommand):
    help = "Efface ce qui a passé sa durée de conservation à la corbeille. Le portail le fait chaque jour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait effacé, n’efface rien")

    def handle(self, *args: Any, **options: Any) -> None:
        purged = purge(timezone.now(), pretend=options["dry_run"])
        done = "À effacer" if options["dry_run"] else "Effacé"
        self.stdout.write(f"{done} : {purged.entries} suppressions, {purged.pages} pages en tout.")
        if purged.needed:
            self.stdout.write(f"  gardées, parce qu’on en a encore besoin : {purged.needed}")
