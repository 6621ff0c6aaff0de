"""What the form of a simple version tells about it while it is being written."""

from typing import Any

from wagtail.admin.panels import Panel

from . import is_simple


class EasyReadingPanel(Panel):
    """The remarks on the draft as it was last saved; shown on a simple version written apart, nowhere else.

    On a version that is translated passage by passage, wagtail-localize has a form of its own: its template shows them.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/easy_reading/panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.instance.pk) and is_simple(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "page": self.instance}
