"""Stores the founding content: all of it or nothing, and only what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, RevisionMixin, TranslatableMixin

from cms.bin.place import OUTSIDE

from .checking import Item, checked
from .problems import ContentRefused, Problem
from .registry import FileKind, Step, declarations, kind_of
from .schema import child_of


@dataclass(frozen=True)
class Count:
    """How many things of one kind (or step) were made, and how many were already there."""

    name: str
    created: int
    kept: int


class _Unstored(Exception):
    """A reference to an entry that could not be stored: its own problem is told."""


class _Stored:
    """What the database holds of each kind, read once: {key: primary key}."""

    def __init__(self) -> None:
        self._read: dict[str, dict[str, int]] = {}

    def of(self, kind: FileKind) -> dict[str, int]:
        if kind.name not in self._read:
            self._read[kind.name] = kind.stored()
        return self._read[kind.name]

    def forget(self) -> None:
        """To be called when anything else may have been made."""
        self._read.clear()

    def named(self, model: type[models.Model], key: str) -> int:
        """Raises _Unstored when there is none."""
        try:
            return self.of(kind_of(model))[key]
        except KeyError as error:
            raise _Unstored(key) from error


def load(folder: Path, *, dry_run: bool = False) -> list[Count]:
    """Loads `folder` in one transaction. What exists (same key) is left as it is, whatever its file says now.

    `dry_run` does everything, then undoes it. Raises ContentRefused, with nothing written, when anything is wrong.
    """
    items = checked(folder)
    stored = _Stored()
    with transaction.atomic():
        counts = [_run(declaration, items, stored) for declaration in declarations()]
        if dry_run:
            transaction.set_rollback(True)
    return counts


def _run(declaration: FileKind | Step, items: dict[str, list[Item]], stored: _Stored) -> Count:
    if isinstance(declaration, Step):
        made = declaration.run()
        stored.forget()
        return Count(declaration.name, made, 0)
    missing = [item for item in items[declaration.name] if item.key not in stored.of(declaration)]
    problems: list[Problem] = []
    for item in missing:
        try:
            # Each item is tried, so that one run tells every problem; the first one already dooms the transaction.
            with transaction.atomic():
                stored.of(declaration)[item.key] = _create(declaration, item.values, stored)
        except _Unstored:
            continue
        except ValidationError as error:
            problems += _told(item, error)
    if problems:
        raise ContentRefused(problems)
    return Count(declaration.name, len(missing), len(items[declaration.name]) - len(missing))


def _told(item: Item, error: ValidationError) -> Iterable[Problem]:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, messages in by_field.items():
        for message in messages:
            yield item.entry.problem(f"« {name} » : {message}" if name in item.values else message, (name,))


def _create(kind: FileKind, values: dict[str, Any], stored: _Stored) -> int:
    """The primary key of what is made."""
    if kind.storage:
        return kind.storage.create(values)
    plain, many = _resolved(kind.model, {name: values[name] for name in kind.fields if name in values}, stored)
    instance = kind.model(**kind.defaults(), **plain)
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    if isinstance(instance, TranslatableMixin):
        instance.locale = locale
    for relation in kind.parts:
        setattr(instance, relation, _parts(kind, relation, values.get(relation, []), locale, stored))
    if isinstance(instance, Page):
        for name, related in many.items():
            setattr(instance, name, related)
        _parent(kind).add_child(instance=instance)
    else:
        instance.full_clean()
        instance.save()
        for name, related in many.items():
            getattr(instance, name).set(related)
    if isinstance(instance, RevisionMixin):
        instance.save_revision().publish()
    return int(instance.pk)


def _resolved(
    model: type[models.Model], values: dict[str, Any], stored: _Stored
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """The values of `model`'s own columns, and the objects of its many-to-many relations."""
    plain: dict[str, Any] = {}
    many: dict[str, list[Any]] = {}
    for name, value in values.items():
        field = model._meta.get_field(name)
        if isinstance(field, models.ManyToManyField):
            keys = [stored.named(field.related_model, key) for key in value]
            many[name] = list(field.related_model._default_manager.filter(pk__in=keys))
        elif isinstance(field, models.ForeignKey):
            plain[field.attname] = stored.named(field.related_model, value)
        elif isinstance(field, StreamField):
            plain[name] = _stream(field, value)
        else:
            plain[name] = value
    return plain, many


def _stream(field: StreamField, value: list[Any]) -> Any:
    block_names = list(field.stream_block.child_blocks)
    raw = [{"type": block_names[0], "value": child} for child in value] if len(block_names) == 1 else value
    stream = field.stream_block.to_python(raw)
    list(
        stream
    )  # a block that was looked at is stored whole: each item of a list gets the id by which it is translated
    return stream


def _parts(
    kind: FileKind, relation: str, rows: list[dict[str, Any]], locale: Locale, stored: _Stored
) -> list[models.Model]:
    child = child_of(kind.model, relation)
    part: Any = child.related_model
    instances = []
    for position, row in enumerate(rows):
        plain, _many = _resolved(part, row, stored)
        instance = part(**plain, sort_order=position)
        if isinstance(instance, TranslatableMixin):
            instance.locale = locale
        instance.full_clean(exclude=[child.remote_field.name])
        instances.append(instance)
    return instances


def _parent(kind: FileKind) -> Page:
    if kind.parent is None:
        return Page.get_first_root_node()
    parent = kind.parent._default_manager.filter(OUTSIDE, locale__language_code=settings.LANGUAGE_CODE).first()
    if parent is None:
        raise ValidationError(
            _("la page « %(name)s », qui doit contenir celle-ci, n’existe pas.")
            % {"name": kind.parent._meta.verbose_name}
        )
    return parent
