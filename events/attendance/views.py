"""What a certificate leads to, and the certificate itself for whom it is about."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.models import Certificate
from events.participants.pages import mine, page, personal
from events.presentation import when
from events.registration.states import State

from .certifying import CERTIFIED, pdf_of
from .recording import attended


@require_safe
@never_cache
def check(request: HttpRequest, code: UUID) -> HttpResponse:
    """Whether a certificate holds, to whoever holds the paper: nothing more than what is written on it."""
    found = (
        Certificate.objects.select_related("registration__desk__event__place")
        .filter(code=code, revoked_at=None, registration__state__in=CERTIFIED)
        .exclude(registration__state=State.ANONYMISED)
        .first()
    )
    if found is None:
        return page(request, "certificate_unknown", _("Attestation inconnue"), status=404)
    event = found.registration.desk.event
    context = {
        "certificate": found,
        "event": event,
        "when": when(event),
        "half_days": attended(found.registration),
    }
    return page(request, "certificate", _("Attestation de présence"), context)


@personal
def download(request: HttpRequest, token: str) -> HttpResponse:
    pdf = pdf_of(mine(token))
    if pdf is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="attestation.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
