"""What makes two publications the same: a DOI, an ISBN, an address, else title, year and first author."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from network.names import folded

Key = tuple[str, ...]

_DOI = re.compile(r"10\.\d{4,9}/\S+")


def doi_in(text: str) -> str:
    """The DOI in "https://doi.org/10.…", "doi:10.…" or "10.…"; "" when there is none."""
    found = _DOI.search(text.strip())
    return found[0].rstrip(".,;") if found else ""


def keys_of(
    *, title: str, date: str = "", authors: str = "", doi: str = "", isbn: str = "", urls: Iterable[str] = ()
) -> list[Key]:
    """What identifies a publication, the surest first. Two that share one key are the same."""
    keys: list[Key] = []
    if doi:
        keys.append(("doi", doi.casefold()))
    if isbn:
        keys.append(("isbn", _isbn_stem(isbn)))
    keys += [("url", bare) for url in urls if (bare := _bare(url))]
    keys.append(("title", folded(title) or title, date[:4], folded(authors.split(";")[0].split(",")[0])))
    return keys


def _isbn_stem(isbn: str) -> str:
    """The twelve digits before the key of thirteen, which old books have in ten (ISO 2108)."""
    signs = re.sub(r"[\s-]", "", isbn).upper()
    return f"978{signs[:9]}" if len(signs) == 10 else signs[:12]


def _bare(url: str) -> str:
    """Without what does not tell pages apart: protocol, "www", a slash at the end, a place in the page.

    "" for the front page of a site, which many publications give.
    """
    parts = urlsplit(url.strip())
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return ""
    host = parts.netloc.casefold().removeprefix("www.")
    return f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"
