from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from resources.file_contents import read, unread
from resources.models import FileReading, LibraryDocument


class Command(BaseCommand):
    help = "Reads the files of the library that were not read yet, as the worker does; all again once OCR is installed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="read again what was read already")
        parser.add_argument("--dry-run", action="store_true", help="only says how many files there are to read")

    def handle(self, *args: Any, all: bool, dry_run: bool, verbosity: int, **options: Any) -> None:
        files = LibraryDocument.objects.order_by("pk") if all else unread()
        numbers = list(files.values_list("pk", flat=True))
        if dry_run:
            self.stdout.write(f"{len(numbers)} files to read.")
            return
        refused = 0
        for place, document in enumerate(LibraryDocument.objects.filter(pk__in=numbers).order_by("pk").iterator(), 1):
            reading = read(document)
            if reading.state == FileReading.State.REFUSED:
                refused += 1
                self.stderr.write(f"{document.pk}: {reading.message}")
            if verbosity and place % 100 == 0:
                self.stdout.write(f"{place} / {len(numbers)}")
        if verbosity:
            self.stdout.write(f"{len(numbers) - refused} files read, {refused} refused.")
