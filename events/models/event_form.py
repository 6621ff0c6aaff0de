"""The form of an event in the admin."""

from typing import Any

from django.utils.translation import gettext as _

from cms.page_form import PageForm


class EventForm(PageForm):
    """A draft may be incomplete; what is published of a place says how one is received there."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        known_place = said.get("place") or said.get("venue")
        on_site = said.get("mode") != "a-distance"
        if known_place and on_site and not self.is_deferred_validation and not said.get("accessibility"):
            missing = _("Avant de publier, dites ce qui est prévu à cette adresse, même par « non ».")
            self.add_error("accessibility", missing)
        return said
