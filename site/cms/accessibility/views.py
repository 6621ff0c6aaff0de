"""The public form, wherever it is sent from. No session, no cookie: anyone may tell a difficulty."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.forms import form_context
from cms.models import AccessibilityPage
from mail.pages import Pages, is_a_robot, see
from search.spreadsheets import csv_response

from . import current, difficulties, tables
from .forms import DifficultyForm

_pages = Pages("cms/accessibility", _("Signaler une difficulté d’accès au portail."), {"section": AccessibilityPage})
_page = _pages.page


@csrf_exempt  # nothing but a message to the portal's own referent can come of it
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("texte", "courriel")
def tell(request: HttpRequest) -> HttpResponse:
    """The form that tells a difficulty."""
    form = DifficultyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            if not is_a_robot(request):
                difficulties.tell(told["texte"], told["page"], told["courriel"], timezone.now())
        except difficulties.TooMany:
            reason = gettext(
                "Beaucoup de messages sont arrivés depuis une heure : le vôtre n’est pas gardé. Réessayez plus tard, "
                "ou passez par la page Contact."
            )
            return _page(request, "refused", _("Réessayez plus tard"), {"reason": reason}, status=503)
        return see(reverse("accessibility:thanks"))
    return _page(request, "tell", _("Signaler une difficulté"), form_context(form), status=400 if form.errors else 200)


@require_safe
def grid(request: HttpRequest) -> HttpResponse:
    """The results of the audit that counts, as a table."""
    counted = current.counted()
    if counted is None:
        raise Http404
    return csv_response("audit-accessibilite.csv", tables.rows(counted))


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return _page(request, "thanks", _("Merci"))
