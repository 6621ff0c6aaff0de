"""The home page of the admin: what waits for who opens it, in place of Wagtail's panels that say part of it."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from .registry import Urgency, waiting_for

HEADINGS = {
    Urgency.SOMEBODY_WAITS: _("Quelqu’un attend"),
    Urgency.SOON: _("À faire bientôt"),
    Urgency.WHEN_POSSIBLE: _("Quand vous aurez le temps"),
}
# The first says again what waits; the second, what others are to do.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


class WaitingPanel(Component):
    name = "waiting"
    template_name = "cms/admin/dashboard/panel.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = waiting_for(parent_context["request"].user)
        groups = [
            {"heading": HEADINGS[urgency], "items": list(items)}
            for urgency, items in groupby(found, key=lambda told: told.urgency)
        ]
        return {"groups": groups}


def compose(panels: list[Any]) -> None:
    """What waits first; of Wagtail's panels, those that say something else."""
    panels[:] = [WaitingPanel(), *[panel for panel in panels if not isinstance(panel, REPLACED)]]
