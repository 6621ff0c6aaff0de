from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.copies.addresses import page_at
from cms.copies.exporting import Selection, TooManyPages, write


class Command(BaseCommand):
    help = "Writes a page, and what is below it unless told, to a file that import_pages reads here or elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page", help="its number, or its address: /projets/ser-sip/, /en/projects/")
        parser.add_argument("file", type=Path, help="the file to write")
        parser.add_argument("--alone", action="store_true", help="without what is below it")
        parser.add_argument("--revision", type=int, metavar="N", help="an old version, by its number")

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        page = page_at(options["page"])
        if page is None:
            raise CommandError(f"There is no page {options['page']}.")
        revision = None
        if options["revision"]:
            revision = page.revisions.filter(pk=options["revision"]).first()
            if revision is None:
                raise CommandError(f"This page has no version {options['revision']}.")
        try:
            count = _write(Selection(page, not options["alone"], revision), options["file"])
        except TooManyPages as error:
            raise CommandError(f"There are more than {error} pages: export them in parts.") from error
        if verbosity:
            self.stdout.write(f"{count} pages exported to {options['file']}.")


def _write(selection: Selection, path: Path) -> int:
    """The file is there once it is whole, and not before."""
    partial = path.with_name(f"{path.name}.part")
    try:
        with partial.open("wb") as target:
            count = write(selection, target)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count
