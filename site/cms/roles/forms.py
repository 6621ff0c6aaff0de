"""What somebody writes stays theirs: a form refuses to give to others what its author could not touch any more."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from .pages import page_policy
from .reaches import Reach


def _refuse_to_give_away(form: Any, reaches: list[Reach]) -> None:
    held = [reach.held[form._meta.model] for reach in reaches if form._meta.model in reach.held]
    if held and not any(each.keeps(form.for_user, form) for each in held):
        form.add_error(held[0].field if held[0].field in form.fields else None, held[0].refusal)


def refuse_to_give_away_page(form: Any) -> None:
    """For the form of a page, cleaned."""
    if form.for_user:
        # A page that does not exist yet is asked of the section it goes under.
        place, action = (form.parent_page, "add") if form.instance.pk is None else (form.instance, "change")
        _refuse_to_give_away(form, page_policy.reaches_over(form.for_user, place, action))


class RecordForm(WagtailAdminModelForm):
    """The form of a snippet that has a `RecordPermissionPolicy`."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        if self.for_user:
            policy = policy_registry.get_by_type(type(self.instance))
            action = "add" if self.instance.pk is None else "change"
            _refuse_to_give_away(self, policy.reaches_over(self.for_user, action))
        return said
