"""The SQL a page costs, as text fit for a snapshot a reviewer can read."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection

from editions import memory

TRANSACTION = re.compile(r"^(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|BEGIN|COMMIT)")
COLUMNS = re.compile(r"\"\w+\"\.\"\w+\"(?: AS \"\w+\")?(?:, \"\w+\"\.\"\w+\"(?: AS \"\w+\")?)+(?=,| FROM|$)")
# How each database says "begins with", and changes a type.
DIALECTS = [
    (re.compile(r"CAST\(([^()]+) AS (\w+)\)"), r"(\1)::\2"),
    (re.compile(r"::text"), ""),
    (re.compile(r" ESCAPE '\\'"), ""),
]
VALUES = re.compile(r"\((%s)(?:, %s)+\)")


def readable(statement: str) -> str:
    """`statement` without what changes by itself: lists of columns are counted, lists of values shortened.

    Statements are taken before their values are put in, so no identifier ever shows.
    """
    statement = " ".join(statement.split())
    for words, told in DIALECTS:
        statement = words.sub(told, statement)
    return VALUES.sub("(%s, …)", COLUMNS.sub(lambda columns: f"<{columns[0].count(', ') + 1} columns>", statement))


def forget_what_was_read() -> None:
    """Empties what Django and Wagtail keep from one request to the next, so that test order does not show in SQL."""
    ContentType.objects.clear_cache()
    memory.forget()
    for cache in caches.all():
        cache.clear()


@contextmanager
def recorded_sql() -> Iterator[list[str]]:
    """The readable statements that the block sends, in order, transaction control apart."""
    statements: list[str] = []

    def record(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not TRANSACTION.match(sql):
            statements.append(readable(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        yield statements
