from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.imports.shell import follow
from resources.imports.fates import Fate
from resources.imports.runs import carry_out
from resources.models import LibraryImport, ResourceIndexPage


class Command(BaseCommand):
    help = "Makes drafts of a bibliography, of a zip or a folder of files, or of both. What exists is never changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="RIS, BibTeX, CSL-JSON, CSV, a zip or a folder")
        parser.add_argument("--dry-run", action="store_true", help="does everything but write")
        parser.add_argument("--into", metavar="SLUG", help="the library in which drafts are made, if there are several")
        parser.add_argument("--rapport", type=Path, metavar="FILE", help="also writes the report there (CSV)")

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        path: Path = options["file"]
        if not path.exists():
            raise CommandError(f"There is no file {path}.")
        into = _library(options["into"])
        run = LibraryImport.objects.create(file_name=path.name[:255], into=into, dry_run=options["dry_run"])
        follow(
            self,
            run,
            lambda tell: carry_out(run, path, tell),
            Fate,
            report=options["rapport"],
            verbosity=verbosity,
        )


def _library(slug: str | None) -> ResourceIndexPage:
    libraries = ResourceIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    found = list(libraries.filter(**({"slug": slug} if slug else {})).order_by("path")[:2])
    if not found:
        raise CommandError(f"There is no library {slug or ''}.")
    if len(found) > 1:
        raise CommandError("There are several libraries: choose one with --into.")
    return found[0]
