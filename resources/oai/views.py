"""The one address of the repository."""

from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.models import SiteSettings
from network.exports.formats import base_of, opened

from .arguments import arguments_of, verb_of
from .errors import OaiError
from .verbs import VERBS, Repository
from .xml import add, document, envelope

CONTENT_TYPE = "text/xml; charset=utf-8"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def repository(request: HttpRequest) -> HttpResponse:
    """Errors of the protocol are answers (200): a harvester reads their code in the document."""
    parameters = request.POST if request.method == "POST" else request.GET
    here = Repository(base_of(request) + reverse("resources:oai"), base_of(request), partial(_email, request))
    now = timezone.now()
    told: dict[str, str] = {}
    try:
        verb = verb_of(parameters)
        arguments = arguments_of(verb, parameters)
        told = {"verb": verb, **arguments}
        root = envelope(here.url, now, told)
        VERBS[verb](add(root, verb), arguments, here)
    except OaiError as error:
        root = envelope(here.url, now, told if error.told else {})
        add(root, "error", str(error), code=error.code)
    return opened(HttpResponse(document(root), content_type=CONTENT_TYPE))


def _email(request: HttpRequest) -> str:
    """The portal's address of contact, or that of who answers for its mail (RFC 5321, section 4.5.1)."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return SiteSettings.for_request(request).contact_email or f"postmaster@{host}"
