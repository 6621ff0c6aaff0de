"""What has no words of its own in the language of a reader: found all the same, at an address that answers in it."""

from dataclasses import replace

from django.conf import settings

from .query import SearchHit, Suggestion


def read_in(language: str, hit: SearchHit) -> SearchHit:
    """The hit as a reader of `language` is shown it: `lang` says when its words are in the portal's own language."""
    url = address_in(language, hit.url)
    return hit if url == hit.url else replace(hit, url=url, lang=settings.LANGUAGE_CODE)


def suggested_in(language: str, suggestion: Suggestion) -> Suggestion:
    return replace(suggestion, url=address_in(language, suggestion.url))


def address_in(language: str, url: str) -> str:
    """The same address, in that language. What has words of its own in it is there already."""
    own = language == settings.LANGUAGE_CODE or not url.startswith("/") or url.startswith(f"/{language}/")
    return url if own else f"/{language}{url}"
