"""Wagtail's own search on the titles of the same documents, as its admin uses it."""

import time
from typing import Any

from .measuring import timed

_CHUNK = 1_000


def database(count: int, questions_count: int) -> list[float]:
    """Milliseconds of each question asked of its database backend."""
    return _compare("default", {}, count, questions_count)[1]


def elasticsearch(nodes: tuple[str, ...], name: str, count: int, questions_count: int) -> tuple[float, list[float]]:
    """Seconds to fill its index in Elasticsearch, and milliseconds of each question."""
    options = {"URLS": list(nodes), "INDEX": f"{name}-wagtail", "TIMEOUT": 60}
    return _compare("modelsearch.backends.elasticsearch8", options, count, questions_count)


def _compare(backend_name: str, options: dict[str, Any], count: int, questions_count: int) -> tuple[float, list[float]]:
    """Twenty objects and their total for each question with words: it has neither highlights nor such facets."""
    import django

    django.setup()
    from django.core.management import call_command
    from modelsearch.backends import get_search_backend

    from network.models import Organisation

    from .documents import documents, questions

    call_command("migrate", verbosity=0)
    rows = (
        Organisation(name=document.title, slug=f"bench-{number}", kind="association", description=document.summary)
        for number, document in enumerate(documents(count))
    )
    Organisation.objects.bulk_create(rows, batch_size=500)
    backend = get_search_backend(backend_name, **options)
    index = backend.get_index_for_model(Organisation)
    started = time.perf_counter()
    rebuilder = backend.rebuilder_class(index)
    target = rebuilder.start()
    target.add_model(Organisation)
    made = list(Organisation.objects.all())
    for first in range(0, count, _CHUNK):
        target.add_items(Organisation, made[first : first + _CHUNK])
    rebuilder.finish()
    seconds = time.perf_counter() - started

    def ask(text: str) -> None:
        found = backend.search(text, Organisation)
        list(found[:20])
        found.count()

    return seconds, timed(ask, [text for text, _filters in questions(questions_count) if text])
