"""What the calendar adds to the blocks of free pages: one event, with what may be asked now."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.base import ShownByExample, refuse
from cms.blocks.registry import register_block
from events.models import EventPage, RegistrationDesk
from events.participants.availability import state_of
from events.presentation import event_card


class EventBlock(ShownByExample, blocks.StructBlock):
    component = "chosen_event"

    event = blocks.PageChooserBlock("events.EventPage", label=_("Événement"))

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not self.is_deferred_validation and not said["event"].live:
            refuse({"event": _now("Événement : il n’est pas publié. Publiez-le d’abord, ou choisissez-en un autre.")})
        return said

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`item`: a card, None for what the public may not read. `state`: where registration is, in words."""
        return super().get_context(value, parent_context) | _shown(value["event"])

    class Meta:
        icon = "calendar"
        label = _("Événement")
        description = _("Un événement de l’agenda : sa date, son lieu, et si l’on peut s’inscrire.")
        group = _("Liens et listes")
        template = "events/blocks/event.html"


def _shown(chosen: Any) -> dict[str, Any]:
    event = _readable(chosen)
    if event is None:
        return {"item": None, "state": ""}
    desks = RegistrationDesk.objects.select_related("event").prefetch_related("quotas")
    desk = None if event.is_past else desks.filter(event__translation_key=event.translation_key).first()
    return {"item": event_card(event), "state": state_of(desk, timezone.now()).words if desk else ""}


def _readable(chosen: Any) -> EventPage | None:
    """The event in the active language if it was translated, else as it was chosen; None if it is not public."""
    if chosen is None:
        return None
    meant = [chosen.localized.pk, chosen.pk]
    found = EventPage.objects.live().public().with_facts().in_bulk(meant)
    return next((found[number] for number in meant if number in found), None)


register_block("event", EventBlock)
