"""The whole content folder, read and checked before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, get_args

from django.db import models
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from .problems import ContentRefused, Problem, french, nearest
from .reading import Entry, entries
from .registry import FileKind, kinds
from .schema import schema_of

NOTES = ("*.md",)


@dataclass(frozen=True)
class Item:
    """A checked entry: `values` holds only what its file says."""

    entry: Entry
    key: str
    values: dict[str, Any]


def checked(folder: Path) -> dict[str, list[Item]]:
    """The items of each kind (by its name), ready to be stored, those that others hang from first.

    References may lead to other files or to what the database already holds. Raises ContentRefused with every problem.
    """
    found, problems, damaged = _read(folder)
    known = {
        kind.name: {kind.key_of(entry.data) for entry in found[kind.name]} | {*kind.stored(), *kind.promised()}
        for kind in kinds()
    }
    # A file that can't be read may hold what others refer to: one problem is not told twice.
    context = {name: keys for name, keys in known.items() if name not in damaged}
    items: dict[str, list[Item]] = {}
    for kind in kinds():
        problems += _repeated(kind, found[kind.name])
        valid, refusals = _validated(kind, found[kind.name], context)
        problems += refusals
        items[kind.name] = [] if problems else _in_order(kind, valid, problems)
    if problems:
        raise ContentRefused(problems)
    return items


def _read(folder: Path) -> tuple[dict[str, list[Entry]], list[Problem], set[str]]:
    """Every entry by kind, the problems of form, and the kinds that have some."""
    found: dict[str, list[Entry]] = {kind.name: [] for kind in kinds()}
    problems: list[Problem] = []
    damaged: set[str] = set()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(path).parts) or any(fnmatch(path, note) for note in NOTES):
            continue
        kind = next((kind for kind in kinds() if fnmatch(path, kind.pattern)), None)
        if kind is None:
            expected = [kind.pattern for kind in kinds()]
            problems.append(Problem(path, 1, _("fichier inattendu.") + nearest(path, expected)))
            continue
        try:
            found[kind.name] += entries(file, folder)
        except ContentRefused as refusal:
            problems += refusal.problems
            damaged.add(kind.name)
    return found, problems, damaged


def _repeated(kind: FileKind, found: list[Entry]) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in found:
        key = kind.key_of(entry.data)
        if key and first.setdefault(key, entry) is not entry:
            location = kind.key[-1:]
            place = f"{first[key].path}:{first[key].line(tuple(location))}"
            reason = _("« %(key)s » est déjà décrit par %(place)s.") % {"key": key, "place": place}
            yield entry.problem(reason, tuple(location))


def _validated(kind: FileKind, found: list[Entry], context: dict[str, set[str]]) -> tuple[list[Item], list[Problem]]:
    schema = schema_of(kind)
    items, problems = [], []
    for entry in found:
        try:
            values = schema.model_validate(entry.data, context=context).model_dump(exclude_unset=True)
            items.append(Item(entry, kind.key_of(entry.data), values))
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False):
                problems.append(entry.problem(french(error, _keys_beside(schema, error["loc"])), error["loc"]))
    return items, problems


def _keys_beside(schema: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys that the schema allows where the last step of `location` is refused."""
    place: Any = schema
    for step in location[:-1]:
        for model in _models_in(place):
            if step == model.__name__:  # The variant of a block, named by its "type".
                place = model
            elif step in model.model_fields:
                place = model.model_fields[str(step)].annotation
            else:
                continue
            break
    return [key for model in _models_in(place) for key in model.model_fields]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _in_order(kind: FileKind, items: list[Item], problems: list[Problem]) -> list[Item]:
    """`items` with those that others refer to first; a loop is added to `problems`."""
    own = [
        field.name
        for field in map(kind.model._meta.get_field, kind.fields)
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.related_model is kind.model
    ]
    by_key = {item.key: item for item in items}
    ordered: dict[str, Item] = {}

    def place(item: Item, above: tuple[str, ...]) -> None:
        if item.key in above:
            loop = " → ".join((*above[above.index(item.key) :], item.key))
            problems.append(item.entry.problem(_("rattachement en boucle : %(loop)s.") % {"loop": loop}, (own[0],)))
            return
        for name in own:
            value = item.values.get(name) or []
            for key in [value] if isinstance(value, str) else value:
                if key in by_key and key not in ordered:
                    place(by_key[key], (*above, item.key))
        ordered[item.key] = item

    for item in items:
        if item.key not in ordered:
            place(item, ())
    return list(ordered.values())
