"""Lists of pages to choose from leave out the bin, but for what is chosen already: restored, it is linked again."""

from typing import Any

from django.db.models import Q
from django.forms import ModelMultipleChoiceField
from django.utils.translation import gettext as _
from wagtail.models import Page

from .place import OUTSIDE, in_bin


def leave_out_bin(form: Any) -> None:
    several = [name for name, field in form.fields.items() if isinstance(field, ModelMultipleChoiceField)]
    for name in several:
        field: Any = form.fields[name]
        if issubclass(field.queryset.model, Page):
            chosen = [getattr(each, "pk", each) for each in form.initial.get(name) or ()]
            field.queryset = field.queryset.filter(OUTSIDE | Q(pk__in=chosen))
            field.label_from_instance = _titled


def _titled(page: Page) -> str:
    return _("%(title)s (à la corbeille)") % {"title": page.title} if in_bin(page) else str(page)
