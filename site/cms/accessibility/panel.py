"""What the form of the declaration tells of what it lacks. The public page says nothing of it."""

from typing import Any

from wagtail.admin.panels import Panel

from .current import conformity
from .missing import missing


class MissingPanel(Panel):
    """The state that the portal declares, and what is not yet known."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/accessibility/missing.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            told = {"missing": missing(self.instance), "state": conformity()}
            return {**super().get_context_data(parent_context), **told}
