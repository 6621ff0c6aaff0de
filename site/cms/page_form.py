"""The form of a page in the admin."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockField

from cms.bin.choices import leave_out_bin
from cms.publication import wrong_blocks
from cms.roles.forms import refuse_to_give_away_page


class PageForm(WagtailAdminPageForm):
    """Proposes nothing of the bin, keeps what somebody writes theirs, and names the blocks where something is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_out_bin(self)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        refuse_to_give_away_page(self)
        self._tell_wrong_blocks()
        return said

    def _tell_wrong_blocks(self) -> None:
        """At the top of the form too, each block by its name and place."""
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
