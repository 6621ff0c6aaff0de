"""Each way of running refuses to be less safe than it claims."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.portal import ROOT

SERVER = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "k" * 25 + "-0123456789-" + "abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "passerelles.example",
    "PASSERELLES_URL": "https://passerelles.example",
}


def manage(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env={"PATH": os.environ["PATH"]} | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("settings", ["production", "local"])
def test_deployment_check_finds_nothing(settings: str, tmp_path: Path) -> None:
    environment = SERVER | {"DJANGO_SETTINGS_MODULE": f"config.settings.{settings}", "PASSERELLES_VAR": str(tmp_path)}
    done = manage(["check", "--deploy", "--fail-level", "WARNING"], **environment)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_server_does_not_start_without(missing: str) -> None:
    done = manage(["check"], **{name: value for name, value in SERVER.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr


def test_the_secret_key_of_a_machine_is_kept_and_private(tmp_path: Path) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.local", "PASSERELLES_VAR": str(tmp_path / "var")}
    shown = ["shell", "--no-imports", "-c", "from django.conf import settings; print(settings.SECRET_KEY)"]
    first, second = manage(shown, **environment), manage(shown, **environment)
    assert first.returncode == 0, first.stderr
    assert len(first.stdout.strip()) >= 50
    assert first.stdout == second.stdout
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("settings", "variables", "there"),
    [
        ("local", {}, True),
        ("local", {"EMAIL_URL": "smtp://127.0.0.1:2525"}, False),
        ("production", {}, False),
        ("production", {"EMAIL_URL": "smtp+ssl://127.0.0.1:2525"}, False),
    ],
)
def test_only_a_machine_without_a_mail_server_shows_what_left(
    tmp_path: Path, settings: str, variables: dict[str, str], there: bool
) -> None:
    environment = SERVER | {"DJANGO_SETTINGS_MODULE": f"config.settings.{settings}", "PASSERELLES_VAR": str(tmp_path)}
    code = """
from django.conf import settings
from django.urls import resolve
print(settings.EMAIL_BACKEND, resolve("/admin/courrier-local/").app_names)
"""
    done = manage(["shell", "--no-imports", "-c", code], **environment, **variables)
    assert done.returncode == 0, done.stderr
    assert ("local_mailbox" in done.stdout) is there
    assert ("FolderBackend" in done.stdout) is there
    assert ("mail.smtp.EmailBackend" in done.stdout) is bool(variables), "the one that no silent server takes in"
