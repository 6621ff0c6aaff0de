"""The mailbox of a machine without a mail server: what left is read in the admin, by superusers."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from mail import delivery, local
from mail.models import Message
from mail.tasks import deliver_mail

from .conftest import planned

LISTING = "/admin/courrier-local/"
LINK = "http://127.0.0.1:8000/recherche/alertes/confirmer/abc:def/"
HTML = f'<p>Bonjour</p><script>alert(1)</script><a href="{LINK}">Confirmer</a>'

Write = Callable[..., Message]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.EMAIL_BACKEND = "mail.local.FolderBackend"
    settings.LOCAL_MAILBOX = tmp_path / "dossier à moi"
    return settings.LOCAL_MAILBOX


def test_a_message_is_read_and_its_link_followed(admin_client: Client, write: Write, folder: Path) -> None:
    assert "Aucun message" in admin_client.get(LISTING).content.decode()
    write(subject="Première alerte", text=f"Bonjour,\n\n{LINK}\n", html=HTML)
    write(subject="Seconde <alerte>")
    assert delivery.deliver(timezone.now()) == 2

    rows = BeautifulSoup(admin_client.get(LISTING).content, "html.parser").select("table.listing tbody a")
    assert [row.get_text() for row in rows] == ["Seconde <alerte>", "Première alerte"]
    page = BeautifulSoup(admin_client.get(rows[1]["href"]).content, "html.parser")
    links = [link["href"] for link in page.select("#main a, main a")]
    assert LINK in links
    answer = admin_client.get(next(link for link in links if link.endswith("/html/")))
    assert answer.content.decode().strip() == HTML
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox") and "allow-scripts" not in policy and "default-src 'none'" in policy


def test_messages_are_private_to_the_owner_of_the_machine(write: Write, folder: Path) -> None:
    write()
    delivery.deliver(timezone.now())
    [path] = folder.iterdir()
    assert (path.suffix, path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (".eml", 0o600, 0o700)


def test_what_left_is_forgotten_after_a_week_even_if_nobody_writes_any_more(
    write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    deliver_mail.call()
    left = timezone.now()
    (folder / f"{left.timestamp() * 1e9:.0f}-0123abcd.part").touch()
    (folder / "à-garder.txt").touch()
    for days, kept, runs in ((6, 3, 1), (8, 1, 0)):
        DBTaskResult.objects.all().delete()
        monkeypatch.setattr(timezone, "now", lambda days=days: left + timedelta(days=days))
        deliver_mail.call()
        assert (len(list(folder.iterdir())), planned()) == (kept, runs)
    assert (folder / "à-garder.txt").exists(), "what is not ours stays"


@pytest.mark.parametrize("superuser", [False, True])
def test_only_superusers_read_them(
    client: Client, django_user_model: Any, write: Write, folder: Path, superuser: bool
) -> None:
    write()
    delivery.deliver(timezone.now())
    [name] = local.names()
    user = django_user_model.objects.create_user("camille", password=None, is_superuser=superuser)
    user.user_permissions.set(Permission.objects.all())
    client.force_login(user)
    for path in (LISTING, f"{LISTING}{name}/", f"{LISTING}{name}/html/"):
        assert client.get(path).status_code == (200 if superuser else 302), path
        assert client.post(path).status_code == 405
    reports = client.get("/admin/").content.decode()
    assert (LISTING in reports) is superuser


@pytest.mark.parametrize("name", ["x", "1-2", "..%2F..%2Fsecret", "é", "1" * 500])
def test_what_is_not_there_is_not_found(admin_client: Client, folder: Path, name: str) -> None:
    for path in (f"{LISTING}{name}/", f"{LISTING}{name}/html/"):
        assert admin_client.get(path).status_code == 404
