"""The languages of the portal are apart in the index: whoever searches in one is told what another holds."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from .answer import count
from .query import SearchQuery


@dataclass(frozen=True)
class Elsewhere:
    """What the same question finds in another language: its code and name, the address, how many (at least one)."""

    code: str
    name: str
    url: str
    count: int


_providers: list[Callable[[], Collection[str]]] = []


def register_open_languages(provider: Callable[[], Collection[str]]) -> None:
    """Let `provider` say the codes of the languages that are open to the public."""
    _providers.append(provider)


def in_other_languages(request: HttpRequest, query: SearchQuery) -> list[Elsewhere]:
    """Where the question of this page, filters included, finds something in the other open languages."""
    opened = {code for provider in _providers for code in provider()}
    others = [(code, name) for code, name in settings.LANGUAGES if code in opened and code != query.language]
    counted = ((code, name, count(replace(query, language=code))) for code, name in others)
    return [
        Elsewhere(code, str(name), translate_url(request.get_full_path(), code), number)
        for code, name, number in counted
        if number
    ]
