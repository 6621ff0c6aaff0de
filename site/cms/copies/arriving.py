"""The values of a page of a file, given to a page of this portal once each of them is checked."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.text import plain

from .fields import is_to_many, page_fields, row_fields, row_relations
from .links import relinked
from .resolving import Resolver
from .shape import PageTold, RowTold
from .walking import Item, Walker
from .whitelisting import cleaned

_NO_VALUE = (ValidationError, TypeError, ValueError, AttributeError, KeyError)
_LONGEST = 500  # characters of a text that is left out, in the report


@dataclass(frozen=True)
class Remark:
    """Something of a page that does not arrive as it was. `reason` is a French sentence."""

    field: str
    value: str
    reason: str


@dataclass
class Arriving(Walker):
    """`waiting` counts what refers to something that the file itself will bring."""

    resolver: Resolver
    remarks: list[Remark] = field(default_factory=list)
    waiting: int = 0
    _label: str = ""

    def apply(self, told: PageTold, page: Page) -> None:
        """A value that cannot be one is left out, and said; what `page` had there stays."""
        fields = page_fields(page.specific_class)
        for name, value in told.values.items():
            if name in fields:
                self._try(page, fields[name], value)
            elif value not in (None, "", [], False):
                self._remark(value, _("Ce champ n’existe pas dans ce portail."), name)
        for name, relation in row_relations(page.specific_class).items():
            if name in told.rows:
                getattr(page, name).set(self._rows(page, name, relation, told.rows[name]))
        for name in told.rows.keys() - row_relations(page.specific_class).keys():
            if told.rows[name]:
                self._remark("", _("Cette liste n’existe pas dans ce portail."), name)

    def _try(self, holder: Any, target: Any, value: Any) -> None:
        self._label = str(capfirst(target.verbose_name))
        try:
            self._give(holder, target, value)
        except _NO_VALUE as error:
            self._remark(value, _faults(error))

    def _give(self, holder: Any, target: Any, value: Any) -> None:
        if isinstance(target, StreamField):
            setattr(holder, target.name, target.to_python(self.stream(target.stream_block, value)))
        elif isinstance(target, RichTextField):
            setattr(holder, target.name, self.rich_text(value, target.features))
        elif is_to_many(target):
            if not isinstance(value, list):
                raise TypeError(value)
            numbers = {self.reference(target.related_model, each) for each in value} - {None}
            setattr(holder, target.name, list(target.related_model._default_manager.filter(pk__in=numbers)))
        elif target.is_relation:
            number = self.reference(target.related_model, value)
            if number is not None or target.null:
                setattr(holder, target.attname, number)
        elif value is None or value == "":
            setattr(holder, target.name, None if target.null else target.get_default())
        else:
            setattr(holder, target.name, target.clean(_scalar(target, value), holder))

    def _rows(self, page: Page, name: str, relation: Any, lines: list[RowTold]) -> list[Any]:
        """Rows that this portal has already keep their number, so that its language versions stay tied."""
        known = {getattr(row, "translation_key", None): row.pk for row in getattr(page, name).all() if row.pk}
        rows: list[Any] = []
        for each in lines:
            row = relation.related_model(sort_order=len(rows))
            if hasattr(row, "translation_key"):
                row.locale = page.locale
                row.translation_key = _row_key(relation, page, each, rows)
                row.pk = known.get(row.translation_key)
            waited, remarked = self.waiting, len(self.remarks)
            fields = row_fields(relation)
            for target in (fields[told] for told in each.values if told in fields):
                self._try(row, target, each.values[target.name])
            try:
                row.full_clean(exclude=["id", "locale", "translation_key", relation.field.name])
                _check_unlike(row, rows, relation)
            except ValidationError as error:
                if self.waiting == waited:
                    lost = " ; ".join(remark.value for remark in self.remarks[remarked:] if remark.value)
                    del self.remarks[remarked:]
                    self._label = str(capfirst(relation.related_model._meta.verbose_name))
                    self._remark(lost or _texts(each.values), _("Cette ligne est laissée de côté. ") + _faults(error))
            else:
                rows.append(row)
        return rows

    def reference(self, model: type[models.Model], value: Any) -> Any:
        if value is None or value == "":
            return None
        meaning = self.resolver.meaning(model, value)
        self.waiting += meaning.waits
        if meaning.reason:
            self._remark(self.resolver.label(value), meaning.reason)
        return meaning.pk

    def rich_text(self, html: Any, features: list[str] | None) -> str:
        if not isinstance(html, str):
            raise TypeError(html)
        return cleaned(relinked(html, self.reference), features)

    def unknown(self, item: Item) -> None:
        reason = _("Ce genre de bloc n’existe pas dans ce portail : « %(type)s ». Il est laissé de côté.")
        self._remark(_texts(item.get("value")), reason % {"type": item["type"][:60]})

    def kept(self, block: blocks.Block, item: Item) -> list[Item]:
        """A block that its own rules refuse is left out; one that waits for what the file brings is judged later."""
        waited = self.waiting
        kept = {name: item[name] for name in ("type", "id") if isinstance(item.get(name), str)}
        try:
            value = self.walk(block, item["value"])
            if self.waiting == waited:
                value = block.get_prep_value(block.clean(block.to_python(value)))
        except _NO_VALUE as error:
            reason = _("Ce bloc est laissé de côté : « %(type)s ». ") % {"type": str(block.label)[:60]}
            self._remark(_texts(item.get("value")), reason + _faults(error))
            return []
        return [kept | {"value": value}]

    def _remark(self, value: Any, reason: str, label: str = "") -> None:
        text = value if isinstance(value, str) else _texts(value)
        self.remarks.append(Remark((label or self._label)[:100], text[:_LONGEST], reason))


def _row_key(relation: Any, page: Page, told: RowTold, rows: list[Any]) -> UUID:
    """The key of the file, unless another row has it here."""
    taken = relation.related_model.objects.filter(translation_key=told.key, locale=page.locale)
    elsewhere = taken.exclude(**{relation.field.name: page.pk}) if page.pk else taken
    if told.key is None or elsewhere.exists() or any(row.translation_key == told.key for row in rows):
        return uuid4()
    return told.key


def _check_unlike(row: Any, rows: list[Any], relation: Any) -> None:
    """What the database refuses twice on one page. Raises ValidationError."""
    for rule in row._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and relation.field.name in rule.fields:
            names = [row._meta.get_field(name).attname for name in rule.fields if name != relation.field.name]
            if any(all(getattr(row, name) == getattr(each, name) for name in names) for each in rows):
                raise ValidationError(_("Elle répète une autre ligne de la page."))


def _scalar(target: Any, value: Any) -> Any:
    if isinstance(value, list | dict) and not isinstance(target, models.JSONField):
        raise TypeError(value)
    if isinstance(target, models.CharField | models.TextField) and not isinstance(value, str):
        raise TypeError(value)
    # Django leaves the length of a TextField to forms.
    if isinstance(value, str) and target.max_length and len(value) > target.max_length:
        raise ValidationError(_("Ce texte est trop long : %(most)d caractères au plus.") % {"most": target.max_length})
    return value


def _texts(value: Any) -> str:
    """The words in it, for people who want them back."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return " ".join(filter(None, (_texts(each) for name, each in value.items() if name not in ("id", "type"))))
    if isinstance(value, list):
        return " ".join(filter(None, map(_texts, value)))
    return "" if value is None else str(value)


def _faults(error: Exception) -> str:
    if isinstance(error, ValidationError):
        messages = " ".join(error.messages).strip()
        if messages:
            return messages
    return _("Cette valeur n’est pas de celles qui conviennent ici.")
