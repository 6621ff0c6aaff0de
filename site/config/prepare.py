"""What must be true before the portal opens: tables, founding content, search index, one administrator.

usage: python -m config.prepare

Idempotent: on a portal already prepared it only looks. One process does it all, because starting Django is what
costs most. Prints what it does, and the first administrator's password the one time it makes it.
"""

import os
import secrets
import sys
from urllib.parse import urlsplit

import django
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ADMINISTRATOR = "admin"
LOOPBACK = ("127.0.0.1", "localhost")


def migrate() -> None:
    """Brings the tables up to date; looking first spares Django's long ceremony when there is nothing to do."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Préparation de la base de données…", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def follow_address() -> None:
    """A portal on this machine moves with `PORT=`: its canonical addresses must say where it is now."""
    from django.conf import settings
    from wagtail.models import Site

    here = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site = Site.objects.filter(is_default_site=True, hostname__in=LOOPBACK).first()
    if site and here.hostname in LOOPBACK and (site.hostname, site.port) != (here.hostname, here.port):
        site.hostname, site.port = here.hostname, here.port or site.port
        site.save()


def make_first_administrator() -> str | None:
    """The password of the administrator just made, or None if the portal already has a superuser."""
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    if users.filter(is_superuser=True).exists():
        return None
    password = secrets.token_urlsafe(18)
    users.create_superuser(username=ADMINISTRATOR, email="", password=password)
    return password


def make_searchable() -> None:
    """Builds the search index if it is missing; without one the portal opens all the same, and answers from titles."""
    try:
        call_command("search_rebuild", if_missing=True)
    except CommandError as error:
        print(
            f"La recherche n’a pas d’index, elle répondra avec les seuls titres. {error}", file=sys.stderr, flush=True
        )


def maintain_daily() -> None:
    """The first links of what the worker does every day; nothing where it is already planned."""
    from cms.accessibility.tasks import forget_difficulties
    from cms.bin.tasks import empty_bin
    from cms.links.tasks import check_links
    from cms.review.tasks import follow_reviews, publish_scheduled
    from cms.upkeep.tasks import remind_keepers
    from events.letters.tasks import follow_registrations
    from events.privacy.tasks import forget_registrations
    from network.freshness.tasks import follow_records
    from planning import begin
    from resources.catalogue.tasks import refresh_catalogue
    from resources.tasks import maintain_library
    from search.maintenance import maintain_search

    library = (maintain_library, refresh_catalogue, check_links)
    people = (follow_registrations, forget_registrations, forget_difficulties, remind_keepers)
    reviewing = (follow_reviews, publish_scheduled)
    for task in (maintain_search, follow_records, empty_bin, *library, *people, *reviewing):
        begin(task)


def prepare() -> None:
    """Does all of it, in order. A command's refusal comes out as its own message and exit code."""
    migrate()
    call_command("load_founding_content", if_empty=True)
    follow_address()
    make_searchable()
    maintain_daily()
    if password := make_first_administrator():
        print(
            f"Premier compte d’administration — utilisateur : {ADMINISTRATOR} — mot de passe : {password}\n"
            "Ce mot de passe ne sera plus affiché : notez-le, ou changez-le dans l’administration.",
            flush=True,
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    try:
        prepare()
    except CommandError as error:
        sys.exit(str(error))
