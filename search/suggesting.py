"""What to propose while a visitor types. A comfort: without an index there is none, and nobody waits for it."""

import logging
from collections import Counter
from collections.abc import Collection

from .engines import EngineUnavailable, get_engine
from .places import Place, completions
from .query import Suggestion
from .understanding import active_language
from .versions import suggested_in

log = logging.getLogger(__name__)

LONGEST = 80  # characters; whoever types more is past choosing among titles
MOST = 8
OF_ONE_KIND = 3
LOOKED_AT = 40
SHORTEST = 2  # characters: one begins thousands of places


def places_for(text: str) -> list[Place]:
    """At most eight places whose name or postcode begins as `text`."""
    return completions(text)[:MOST] if SHORTEST <= len(text) <= LONGEST else []


def suggestions_for(text: str, kinds: Collection[str] = ()) -> list[Suggestion]:
    """At most eight things of these kinds (any if none), in the active language, whose title holds `text`, maybe
    unfinished.

    Only what anyone may see, whoever asks: an answer is kept by every cache. No kind takes all the room while others
    have something to say.
    """
    if not text or len(text) > LONGEST:
        return []
    try:
        found = get_engine().suggest(text, language=active_language(), kinds=kinds, limit=LOOKED_AT)
    except EngineUnavailable as error:
        log.warning("no suggestions: %s", error)
        return []
    seen: Counter[str] = Counter()
    first: list[Suggestion] = []
    others: list[Suggestion] = []
    for suggestion in found:
        seen[suggestion.kind] += 1
        suggestion = suggested_in(active_language(), suggestion)
        (first if seen[suggestion.kind] <= OF_ONE_KIND else others).append(suggestion)
    return [*first, *others][:MOST]
