"""The form of a page in the admin."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from cms.bin.choices import leave_out_bin
from cms.roles.forms import refuse_to_give_away_page


class PageForm(WagtailAdminPageForm):
    """Proposes nothing of the bin, and keeps what somebody writes theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_out_bin(self)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        refuse_to_give_away_page(self)
        return said
