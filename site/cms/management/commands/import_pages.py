from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.copies.addresses import page_at
from cms.copies.fates import Fate
from cms.copies.runs import carry_out
from cms.imports.shell import follow
from cms.models import ExistingPages, PageImport


class Command(BaseCommand):
    help = "Makes drafts of the pages of a file that export_pages or the admin wrote: all of them, or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("place", help="the page below which they go: its number, or its address, /projets/")
        parser.add_argument("--dry-run", action="store_true", help="does everything but write")
        parser.add_argument(
            "--existing",
            choices=ExistingPages.values,
            default=ExistingPages.RENEW,
            help="what becomes of pages that are here already: a new version, another page beside, or nothing",
        )
        parser.add_argument("--rapport", type=Path, metavar="FILE", help="also writes the report there (CSV)")

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        place = page_at(options["place"])
        if place is None:
            raise CommandError(f"There is no page {options['place']}.")
        run = PageImport.objects.create(
            file_name=path.name[:255], place=place, existing=options["existing"], dry_run=options["dry_run"]
        )
        follow(
            self,
            run,
            lambda tell: carry_out(run, path, tell),
            Fate,
            report=options["rapport"],
            verbosity=verbosity,
        )
