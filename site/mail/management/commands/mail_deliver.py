from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mail import delivery
from mail.models import Message


class Command(BaseCommand):
    help = "Hands waiting messages to the mail server, as the worker does. Ends with 1 when it did not take them all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only says how many messages wait, since when")

    def handle(self, *args: Any, dry_run: bool, verbosity: int, **options: Any) -> None:
        waiting = Message.objects.waiting()
        if dry_run:
            begun = Message.objects.exclude(pk__in=waiting).count()
            oldest = waiting.order_by("written_at").first()
            since = f", the oldest since {oldest.written_at:%Y-%m-%d %H:%M %Z}" if oldest else ""
            self.stdout.write(f"{waiting.count()} messages wait{since}; {begun} begun, of which nothing is known.")
            return
        now = timezone.now()
        delivery.purge(now)
        sent, left = delivery.deliver(now), waiting.count()
        if verbosity:
            self.stdout.write(f"{sent} messages sent, {left} waiting.")
        if left:
            raise CommandError("The mail server did not take every message: the others will be tried again.")
