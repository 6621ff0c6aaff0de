"""A reference in the style of APA, 7th edition, as French writes it: « et », « s. d. », the day before the month.

Source: Publication Manual of the American Psychological Association, 7th ed., chapters 9 and 10.
"""

import re
from collections.abc import Sequence

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import override

from cms.partial_dates import FIRST_OF_MONTH, first_day

from .work import Name, Work

MOST_NAMED = 20  # authors; of more, the first nineteen and the last are named (rule 9.8)
_NO_DATE, _TO_COME = "s. d.", "à paraître"
_ENDS = (".", "?", "!", "…")
_FORMATS = {7: "F", 10: "j F"}


def apa_text(work: Work) -> str:
    before, title, after = _parts(work)
    return f"{before}{title}{after}"


def apa_html(work: Work) -> SafeString:
    """The same, the title in italics and the address as a link."""
    before, title, after = _parts(work)
    return format_html(
        '{}<cite>{}</cite>{}<a href="{}">{}</a>', before, title, after.removesuffix(work.link), work.link, work.link
    )


def _parts(work: Work) -> tuple[str, str, str]:
    """What stands before the title, the title, what follows it."""
    author = _authors(work.authors) or work.publisher
    date = f"({_date(work)})."
    publisher = work.publisher if work.publisher != author else ""
    kind = f" [{capfirst(work.kind_label)}]"
    end = " ".join(filter(None, [_ended(publisher), work.link]))
    if author:
        return f"{_ended(author)} {date} ", work.title, f"{kind}. {end}"
    return "", work.title, f"{kind}. {date} {end}"


def _authors(names: Sequence[Name]) -> str:
    shown = [_short(name) for name in names]
    if len(shown) > MOST_NAMED:
        return f"{', '.join(shown[: MOST_NAMED - 1])}… {shown[-1]}"
    if len(shown) > 1:
        return f"{', '.join(shown[:-1])} et {shown[-1]}"
    return "".join(shown)


def _short(name: Name) -> str:
    """ "Martin, J.-P.": a given name is its initials."""
    if not name.given:
        return name.family
    initials = [
        "-".join(f"{part[0].upper()}." for part in given.split("-") if part)
        for given in re.split(r"[\s.]+", name.given)
    ]
    return f"{name.family}, {' '.join(filter(None, initials))}"


def _date(work: Work) -> str:
    """ "2020, 1er juillet": as precise as it is known."""
    if not work.date:
        return _TO_COME if work.announced else _NO_DATE
    if len(work.date) not in _FORMATS:
        return work.year
    with override("fr"):
        shown = formats.date_format(first_day(work.date), _FORMATS[len(work.date)])
    return f"{work.year}, {FIRST_OF_MONTH.sub('1er ', shown)}"


def _ended(text: str) -> str:
    return text if not text or text.endswith(_ENDS) else f"{text}."
