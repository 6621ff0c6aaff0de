"""The form of a page in the admin."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockField

from cms.publication import wrong_blocks


class PageForm(WagtailAdminPageForm):
    """What is wrong in blocks is also told at the top of the form, each block by its name and place."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        refused = {
            name: errors[0]
            for name, errors in self.errors.as_data().items()
            if isinstance(self.fields.get(name), BlockField)
        }
        for name, error in refused.items():
            told = [sentence for wrong in wrong_blocks(self[name].value(), error) for sentence in wrong.sentences]
            error.message = " ".join(told)
        if refused:
            advice = (
                _("Rien n’est perdu : corrigez ce qui suit, puis enregistrez à nouveau.")
                if self.is_deferred_validation
                else _("Rien n’est perdu : complétez ce qui suit, ou enregistrez un brouillon.")
            )
            self.add_error(None, advice)
        return said
