"""Private links in what is sent or shown: signed when they are written, they differ from one second to the next."""

import re

from events.models import Registration
from events.participants import links

_FOLD = re.compile(r"\r\n[ \t]")  # a calendar's lines are cut where they are long (RFC 5545, 3.1)
_TOKEN = re.compile(r"/inscriptions/([\w-]+:[\w-]+:[\w-]+)/")


def leads_to(text: str) -> set[Registration | None]:
    """Whose the private links of `text` are. Raises `mail.signed.BadLink` for one that is not ours."""
    return {links.registration_of(token) for token in _TOKEN.findall(_FOLD.sub("", text))}
