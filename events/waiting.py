"""What waits for those who organise registrations."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from cms.dashboard.registry import Urgency, Waiting, waits
from events.models import Registration
from events.organising.pages import ORGANISE
from events.registration.states import State


@waits
def registrations(user: Any) -> Waiting | None:
    if not user.has_perm(ORGANISE):
        return None
    to_come = Registration.objects.filter(state=State.PENDING).exclude(desk__event__ends_at__lt=timezone.now())
    desks = list(to_come.order_by().values_list("desk", flat=True))
    count = len(desks)
    label = ngettext("%(count)d inscription à accepter", "%(count)d inscriptions à accepter", count)
    one = len(set(desks)) == 1
    url = reverse("event_organising:people", args=[desks[0]]) if one else reverse("event_organising:desks")
    return Waiting(label % {"count": count}, url, Urgency.SOMEBODY_WAITS) if count else None
