from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.imports.shell import follow
from network.imports.fates import Fate
from network.imports.formats import FORMATS
from network.imports.runs import carry_out
from network.models import ImportFormat, ImportRun


class Command(BaseCommand):
    help = "Reads a file of organisations into the directory. What people changed is never written over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=ImportFormat.values)
        parser.add_argument("file", type=Path, help="packed by gzip or not")
        parser.add_argument("--dry-run", action="store_true", help="does everything but write")
        parser.add_argument(
            "--complet", action="store_true", help="the file holds its whole source: what is not in it is closed"
        )
        parser.add_argument("--rapport", type=Path, metavar="FILE", help="also writes the report there (CSV)")

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        if options["complet"] and not FORMATS[options["format"]].whole_source:
            raise CommandError("--complet is for FINESS: no file of another format is ever complete.")
        run = ImportRun.objects.create(
            format=options["format"],
            file_name=path.name[:255],
            dry_run=options["dry_run"],
            complete=options["complet"],
        )
        follow(
            self,
            run,
            lambda tell: carry_out(run, path, tell),
            Fate,
            report=options["rapport"],
            verbosity=verbosity,
        )
