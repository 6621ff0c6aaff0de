"""The portal as it runs: what another process changes is on the next page that the server gives."""

import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.support.portal import ROOT, Portal, environment

CHANGE = """
from cms.models import SiteSettings
settings = SiteSettings.objects.get()
settings.tagline = "Une phrase écrite ailleurs"
settings.save()
"""


def test_another_process_changes_what_the_server_remembers(prepared_var: Path, tmp_path: Path) -> None:
    var = shutil.copytree(prepared_var, tmp_path / "var")
    portal = Portal.start(var, tmp_path / "log").wait_open()

    def read() -> str:
        with urllib.request.urlopen(f"{portal.url}/projets/") as answer:
            return str(answer.read().decode())

    try:
        assert "Une phrase écrite ailleurs" not in read()
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", CHANGE],
            cwd=ROOT, check=True, env=environment(var, portal.port) | LOCAL,
        )  # fmt: skip
        assert "Une phrase écrite ailleurs" in read()
    finally:
        portal.stop()


LOCAL = {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
