"""From the objects of the database to the documents of the index."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Model
from django.utils.translation import override

from .documents import SearchDocument
from .registry import Source, object_key, source_for_label

log = logging.getLogger(__name__)


@dataclass
class Described:
    """What some objects give: their documents, the keys that are no longer to be found, and those that failed."""

    documents: list[SearchDocument] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def describe(keys: Iterable[str]) -> Described:
    """The documents of objects known by their keys (`app.model:pk`), one query per model and what it joins."""
    described = Described()
    by_model: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        label, _separator, pk = key.partition(":")
        by_model[label].append(pk)
    for label, pks in by_model.items():
        source = source_for_label(label)
        silent = {f"{label}:{pk}" for pk in pks}
        if source:
            for instance in source.queryset().filter(pk__in=pks):
                key = object_key(source.model, instance.pk)
                documents = documents_of(source, instance)
                if documents is None:
                    described.failed.append(key)
                    silent.discard(key)
                elif documents:
                    described.documents += documents
                    silent.discard(key)
        described.gone += sorted(silent)
    return described


def documents_of(source: Source, instance: Model) -> list[SearchDocument] | None:
    """The documents of one object, those for nobody apart.

    None, and a log entry, when describing it fails: the others must not wait for it.
    """
    try:
        # Whoever's request it is, addresses and words are those of the object's language, or of the portal's own.
        locale = getattr(instance, "locale", None)
        with override(locale.language_code if locale else settings.LANGUAGE_CODE):
            return [document for document in source.documents(instance) if document.audience]
    except Exception:
        log.exception("%s cannot be described for search", object_key(source.model, instance.pk))
        return None
