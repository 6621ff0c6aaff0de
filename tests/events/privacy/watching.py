"""The journey of the words, in a process and on a portal of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.databases import empty_database
from tests.support.portal import ROOT, environment

from .words import Found


def watched(scenario: str, folder: Path) -> dict[str, Found]:
    """What `canaries` says of `scenario`. All that the portal keeps is in `folder`, or on PostgreSQL."""
    var, passing = folder / "var", folder / "tmp"
    for each in (var, passing):
        each.mkdir()
    with empty_database(var / "passerelles.sqlite3") as url:
        settings = {
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "DATABASE_URL": url,
            "TMPDIR": str(passing),
            "PATH": os.environ["PATH"],
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.events.privacy.canaries", scenario],
            cwd=ROOT, env=environment(var, 8000) | settings, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not list(passing.iterdir()), "tables to download are made in files that go at once"
    return dict(json.loads(done.stdout))
