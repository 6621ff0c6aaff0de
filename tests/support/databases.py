"""Databases made for one test, of the kind the tests run on, and filled by another process."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def empty_database(sqlite: Path) -> Iterator[str]:
    """The address of an empty database: the file `sqlite`, or a PostgreSQL one where the tests run on PostgreSQL."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{sqlite}"
        return
    name = f"tests_{uuid.uuid4().hex}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield f"{given.rpartition('/')[0]}/{name}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def make_tables() -> None:
    """The tables, without playing every migration, and what a page needs."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from wagtail.models import Locale, Page

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    Locale.objects.get_or_create(language_code="fr")
    root = Page.objects.first() or Page.add_root(instance=Page(title="Root", slug="root"))
    if not Page.objects.filter(depth=2).exists():
        root.add_child(instance=Page(title="Accueil", slug="accueil"))
