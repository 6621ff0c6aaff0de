"""Which models can be found, and how: filled by the `search_documents.py` of the apps above."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from .documents import SearchDocument
from .facets import Standing, Surroundings, register_facet_labels, register_hierarchy, register_surroundings

__all__ = [
    "Source",
    "Standing",
    "Surroundings",
    "object_key",
    "register",
    "register_facet_labels",
    "register_hierarchy",
    "register_surroundings",
    "source_for_label",
    "sources",
]

Object = TypeVar("Object", bound=Model)
Documents = Callable[[Object], Iterable[SearchDocument]]


@dataclass(frozen=True, kw_only=True)
class Source:
    """How the objects of one model become documents of one kind.

    `queryset()` holds what may be found, with what `documents` reads already joined.
    `title_fields` are the lookups the database is asked for while the index is away.
    `bonus` puts this kind before the others among results that hold the words as well; see `kind_bonuses`.
    `related` maps another model to a function from one of its objects to the primary keys of `model` it makes stale.
    """

    model: type[Model]
    kind: str
    label: Any
    label_plural: Any
    queryset: Callable[[], QuerySet]
    documents: Callable[[Any], Iterable[SearchDocument]]
    title_fields: tuple[str, ...] = ("title",)
    bonus: float = 0.0
    related: Mapping[type[Model], Callable[[Model], Iterable[object]]] = field(default_factory=dict)

    @property
    def model_label(self) -> str:
        """`<app_label>.<model_name>`, in lower case."""
        return self.model._meta.label_lower


_sources: dict[str, Source] = {}


def register(model: type[Object], **description: Any) -> Callable[[Documents[Object]], Documents[Object]]:
    """Decorate the function that turns one `model` object into documents; `description` is the rest of `Source`.

    Raises ValueError when the model is already declared.
    """

    def declare(documents: Documents[Object]) -> Documents[Object]:
        add(Source(model=model, documents=documents, **description))
        return documents

    return declare


def add(source: Source) -> None:
    """Declare a source; several models may share a kind. Raises ValueError when its model is already declared."""
    if source.model_label in _sources:
        raise ValueError(f"{source.model_label} is already declared for search")
    _sources[source.model_label] = source


def sources(kinds: Iterable[str] = ()) -> list[Source]:
    """Every source, or those of these kinds."""
    wanted = set(kinds)
    return [source for source in _sources.values() if not wanted or source.kind in wanted]


def source_for_label(model_label: str) -> Source | None:
    """The source of the model `<app_label>.<model_name>`, if it is declared."""
    return _sources.get(model_label)


def dependents(model: type[Model]) -> list[tuple[Source, Callable[[Model], Iterable[object]]]]:
    """The sources that an object of `model` can make stale, each with what gives the primary keys concerned.

    What a source declares as `related`, and the models its many-to-many fields point to.
    """
    found = [(source, source.related[model]) for source in _sources.values() if model in source.related]
    for source in _sources.values():
        for many in source.model._meta.many_to_many:
            if many.related_model is model:
                found.append((source, partial(_linked, source.model, many.name)))
    return found


def _linked(model: type[Model], field_name: str, target: Model) -> Iterable[object]:
    return model._base_manager.filter(**{field_name: target}).values_list("pk", flat=True)


def kind_label(kind: str) -> str:
    """What one thing of this kind is called; the kind itself when nobody declares it."""
    return next((str(source.label) for source in _sources.values() if source.kind == kind), kind)


def kind_labels() -> dict[str, str]:
    """{kind: plural label} of everything declared."""
    return {source.kind: str(source.label_plural) for source in _sources.values()}


def kind_bonuses() -> dict[str, float]:
    """{kind: bonus} of the kinds that have one, in the engine's scores: a rare word in a summary is worth 10."""
    return {source.kind: source.bonus for source in _sources.values() if source.bonus}


register_facet_labels("kind", lambda values: kind_labels())


def object_key(model: type[Model], pk: object) -> str:
    """The reference of an object, as document ids begin: `<app_label>.<model_name>:<pk>`."""
    return f"{model._meta.label_lower}:{pk}"
