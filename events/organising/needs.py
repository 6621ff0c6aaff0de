"""What named people need: for the accessibility referent, who knows that each reading is kept."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Accommodation, Needs, NeedsReading
from events.registration.states import UNSETTLED

from .pages import READ_NEEDS, act_of, allowed_to, desk_or_404, page

_LAST_READINGS = 50


@require_safe
@allowed_to(READ_NEEDS)
def needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose, and what; that it was read is written down for each person shown."""
    desk, act = desk_or_404(pk), act_of(request)
    said = list(
        Needs.objects.filter(registration__desk=desk, registration__state__in=UNSETTLED)
        .select_related("registration")
        .order_by("registration__family_name", "registration__given_name", "pk")
    )
    NeedsReading.objects.bulk_create(
        NeedsReading(registration=each.registration, user=act.user, read_at=act.at) for each in said
    )
    labels = dict(Accommodation.choices)
    context = {
        "rows": [
            {
                "person": each.registration,
                "words": [capfirst(labels[value]) for value in each.accommodations if value in labels],
                "note": each.note,
            }
            for each in said
        ],
        "readings": NeedsReading.objects.filter(registration__desk=desk).select_related("user", "registration")[
            :_LAST_READINGS
        ],
    }
    return page(request, "needs", _("Aménagements"), context, desk)
