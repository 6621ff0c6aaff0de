"""What the form of a page tells of its upkeep, and the button that says it was read."""

from datetime import date
from typing import Any

from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel
from wagtail.models import Page

FORM_ID = "page-upkeep"  # a form of its own at the end of the page: a form holds no other


class UpkeepPanel(Panel):
    """Shown on a published page that ages; folded until it is to be read again."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/upkeep/panel.html"

        @cached_property
        def row(self) -> Any:
            from .due import followed

            return followed(Page.objects.filter(pk=self.instance.pk)).select_related("upkeep__keeper").first()

        @property
        def today(self) -> date:
            return timezone.localdate()

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.instance.pk) and self.row is not None

        def classes(self) -> list[str]:
            from .due import due_on

            day = due_on(self.row)
            is_due = bool(self.row.months) and (day is None or day <= self.today)
            return [*super().classes(), *([] if is_due else ["collapsed"])]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from .due import due_on

            day = due_on(self.row)
            return {
                **super().get_context_data(parent_context),
                "row": self.row,
                "upkeep": getattr(self.row, "upkeep", None),
                "due_on": day,
                "is_due": bool(day and day <= self.today),
                "form_id": FORM_ID,
                "csrf_token": get_token(self.request),
            }
