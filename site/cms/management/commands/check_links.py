from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.links.checking import MOST, Checker
from cms.links.collecting import collect
from cms.models import LinkCheck


class Command(BaseCommand):
    help = "Asks the addresses outside that the portal gives whether they still answer. The worker does it daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="says what would be asked, and asks nothing")
        parser.add_argument("--all", action="store_true", help="all of them, not only those that are due")

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        checker = Checker()
        if options["dry_run"]:
            waiting = checker.waiting(options["all"], LinkCheck.objects.count())
            if verbosity:
                for check in waiting:
                    self.stdout.write(check.url)
                self.stdout.write(f"Nothing asked: {len(waiting)} addresses would be.")
            return
        new = collect()
        most = LinkCheck.objects.count() if options["all"] else MOST
        counts = checker.run(everything=options["all"], most=most, longest=None)
        if verbosity:
            told = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
            self.stdout.write(f"{new} new addresses. Asked: {told or 'nothing was due'}.")
