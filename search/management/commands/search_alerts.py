from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mail.models import Message
from search import query_log
from search.alerts.sending import send_due_alerts
from search.models import SavedSearch


class Command(BaseCommand):
    help = "Sends what is new in saved searches to those who asked, and erases what is too old. Run it every hour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only says how many searches and messages are due")

    def handle(self, *args: Any, dry_run: bool, verbosity: int, **options: Any) -> None:
        now = timezone.now()
        if dry_run:
            due, waiting = SavedSearch.objects.due(now).count(), Message.objects.waiting().count()
            self.stdout.write(f"{due} searches to look at, {waiting} messages to send.")
            return
        query_log.purge()
        sent = send_due_alerts(now)
        if verbosity:
            self.stdout.write(f"{sent.written} messages written, {sent.sent} sent, {sent.waiting} waiting.")
        if sent.waiting:
            raise CommandError("The mail server did not take every message: the others will be tried again.")
