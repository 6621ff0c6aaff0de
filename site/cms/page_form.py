"""The form of a page in the admin."""

from typing import Any

from django.db.models import Q
from django.forms import ModelMultipleChoiceField
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from cms.bin.place import OUTSIDE, in_bin


class PageForm(WagtailAdminPageForm):
    """Lists of pages to choose from leave out the bin, but for what is chosen already: restored, it is linked again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [name for name, field in self.fields.items() if isinstance(field, ModelMultipleChoiceField)]
        for name in several:
            field: Any = self.fields[name]
            if issubclass(field.queryset.model, Page):
                chosen = [getattr(each, "pk", each) for each in self.initial.get(name) or ()]
                field.queryset = field.queryset.filter(OUTSIDE | Q(pk__in=chosen))
                field.label_from_instance = _titled


def _titled(page: Page) -> str:
    return _("%(title)s (à la corbeille)") % {"title": page.title} if in_bin(page) else str(page)
