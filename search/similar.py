"""What resembles an object, for the foot of its page."""

import logging
from collections.abc import Collection

from django.db.models import Model

from .engines import EngineUnavailable, get_engine
from .query import SearchHit
from .registry import object_key
from .understanding import active_language
from .versions import read_in

log = logging.getLogger(__name__)

LOOKED_AT = 20


def similar_to(instance: Model, *, without: Collection[str] = ()) -> list[SearchHit]:
    """At most twenty hits that anyone may see, in the active language, best first; none while the index is away.

    `without` are kinds to leave out. Asks the index alone. An object that has just been made, or is not public,
    resembles nothing.
    """
    if instance.pk is None:
        return []
    key = object_key(type(instance), instance.pk)
    try:
        hits = get_engine().similar(key, language=active_language(), limit=LOOKED_AT)
    except EngineUnavailable as error:
        log.warning("nothing similar is shown: %s", error)
        return []
    hits = [read_in(active_language(), hit) for hit in hits]
    return [hit for hit in hits if hit.kind not in without and hit.id.partition("/")[0] != key]
