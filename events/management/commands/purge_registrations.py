from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from events.privacy.purging import purge


class Command(BaseCommand):
    help = "Efface ce qui a passé sa durée de conservation dans les inscriptions. Le portail le fait chaque jour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait effacé, n’efface rien")

    def handle(self, *args: Any, **options: Any) -> None:
        purged = purge(timezone.now(), pretend=options["dry_run"])
        self.stdout.write("À effacer :" if options["dry_run"] else "Effacé :")
        for label, count in (
            ("besoins d’aménagement", purged.needs),
            ("réponses", purged.answers),
            ("inscriptions", purged.registrations),
            ("demandes", purged.bookings),
            ("messages", purged.announcements),
        ):
            self.stdout.write(f"  {label} : {count}")
