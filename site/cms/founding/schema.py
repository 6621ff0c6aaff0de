"""The shape of each kind of file, drawn from the models: what an editor may type is what a file may say.

pydantic checks the shape (keys, lists, nesting) and tells where an error is; the values themselves go through the
cleaning of the model's own fields, so a rule is written once.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from types import GenericAlias
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictStr,
    ValidationInfo,
    create_model,
)
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from .problems import nearest, refused
from .registry import FileKind, kind_of
from .richtext import check_rich_text

STRICT = ConfigDict(extra="forbid")
TEXTS = (models.CharField, models.TextField)


def schema_of(kind: FileKind) -> type[BaseModel]:
    """The pydantic model of one entry of `kind`. References are checked against `context[kind name]`, a set of keys."""
    if kind.storage:
        return kind.storage.schema
    members = _members(kind.model, kind.fields, required=kind.key)
    for relation, names in kind.parts.items():
        part = create_model(
            relation, __config__=STRICT, **_members(child_of(kind.model, relation).related_model, names)
        )
        members[relation] = (_list_of(part), None)
    return create_model(kind.name, __config__=STRICT, **members)


def child_of(model: type[models.Model], relation: str) -> ForeignObjectRel:
    """The child relation of that name. Raises TypeError when it is a plain field: a declaration is wrong."""
    found = model._meta.get_field(relation)
    if not isinstance(found, ForeignObjectRel):
        raise TypeError(f"{relation} is no list of {model.__name__}")
    return found


def _list_of(item: Any) -> Any:
    return GenericAlias(list, (item,))


def _members(model: type[models.Model], names: Sequence[str], required: Sequence[str] = ()) -> dict[str, Any]:
    members = {}
    for name in names:
        field: Any = model._meta.get_field(name)
        optional = name not in required and (field.blank or field.null or field.has_default())
        members[name] = (_field_type(field), None if optional else ...)
    return members


def _field_type(field: Any) -> Any:
    if isinstance(field, StreamField):
        return _stream_type(field.stream_block)
    if isinstance(field, RichTextField):
        return Annotated[StrictStr, AfterValidator(check_rich_text)]
    if isinstance(field, ParentalManyToManyField | models.ManyToManyField):
        return Annotated[_list_of(_reference(kind_of(field.related_model))), BeforeValidator(_cell)]
    if isinstance(field, models.ForeignKey):
        return _reference(kind_of(field.related_model))
    if field.choices:
        return _choice([str(value) for value, _label in field.flatchoices])
    return Annotated[StrictStr if isinstance(field, TEXTS) else Any, AfterValidator(_cleaned(field))]


def _cell(value: Any) -> Any:
    """A table's cell holds a list as "a|b"."""
    return value.split("|") if isinstance(value, str) else value


def _cleaned(field: models.Field) -> Callable[[Any], Any]:
    def clean(value: Any) -> Any:
        try:
            return field.clean(value, None)
        except ValidationError as error:
            raise refused(" ".join(error.messages)) from error

    return clean


def _choice(choices: list[str]) -> Any:
    def check(value: str) -> str:
        if value not in choices:
            reason = _("« %(value)s » n’est pas un choix possible. Choix : %(choices)s.")
            raise refused(reason % {"value": value, "choices": ", ".join(choices)})
        return value

    return Annotated[StrictStr, AfterValidator(check)]


def _reference(kind: FileKind) -> Any:
    def check(value: str, info: ValidationInfo) -> str:
        known = (info.context or {}).get(kind.name)
        if known is not None and value not in known:
            raise refused(f"{kind.unknown} « {value} »." + nearest(value, known))
        return value

    return Annotated[StrictStr, AfterValidator(check)]


def _stream_type(stream: blocks.BaseStreamBlock) -> Any:
    """A list of {type, value}; of bare values when there is only one type of block."""
    if len(stream.child_blocks) == 1:
        return _list_of(_block_type(*stream.child_blocks.values()))
    exactly: Any = Literal
    variants: list[Any] = [
        create_model(name, __config__=STRICT, type=(exactly[name], ...), value=(_block_type(block), ...))
        for name, block in stream.child_blocks.items()
    ]
    return _list_of(Annotated[reduce(or_, variants), Field(discriminator="type")])


def _block_type(block: blocks.Block) -> Any:
    if isinstance(block, blocks.StructBlock):
        members: dict[str, Any] = {
            name: (_block_type(child), ... if child.required and not child.meta.default else None)
            for name, child in block.child_blocks.items()
            if not isinstance(child, blocks.ChooserBlock)  # no file names what editors choose among
        }
        return create_model(type(block).__name__, __config__=STRICT, **members)
    if isinstance(block, blocks.ListBlock):
        return _list_of(_block_type(block.child_block))
    if isinstance(block, blocks.StreamBlock):
        return _stream_type(block)
    if isinstance(block, blocks.RichTextBlock):
        return Annotated[StrictStr, AfterValidator(check_rich_text)]
    if isinstance(block, blocks.BooleanBlock):
        return StrictBool
    if isinstance(block, blocks.ChoiceBlock):
        return _choice([str(value) for value, _label in block.field.choices if value])

    def clean(value: Any) -> Any:
        try:
            return block.field.clean(value)
        except ValidationError as error:
            raise refused(" ".join(error.messages)) from error

    is_text = isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.URLBlock)
    return Annotated[StrictStr if is_text else Any, AfterValidator(clean)]
