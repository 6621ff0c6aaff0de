"""A run of an import followed from the command line."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import models

from cms.models.runs import FileRun, RunState

Tell = Callable[[dict[str, int]], None]


def follow(
    command: BaseCommand,
    run: FileRun,
    carry_out: Callable[[Tell], None],
    fates: type[models.TextChoices],
    *,
    report: Path | None,
    verbosity: int,
) -> None:
    """Have `run` done by `carry_out`, saying how far it is, then what became of each row by `fates`, whose first value
    counts the rows read. Copies its report to `report`. Raises CommandError when it failed.
    """

    def tell(counts: dict[str, int]) -> None:
        if verbosity:
            command.stdout.write(f"{counts.get(fates.values[0], 0)} read", ending="\r")
            command.stdout.flush()

    carry_out(tell)
    if report and run.report:
        shutil.copyfile(run.report.path, report)
    if verbosity:
        counts = [f"{run.counts[fate]} {fate.label}" for fate in fates if run.counts.get(fate)]
        prefix = "Essai, rien n’est écrit : " if run.dry_run else ""
        command.stdout.write(f"{prefix}{', '.join(counts) or 'rien à lire'}.")
    if run.state == RunState.FAILED:
        raise CommandError(run.problem)
