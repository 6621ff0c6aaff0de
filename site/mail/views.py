"""The mailbox of a machine without a mail server. Only routed where `LOCAL_MAILBOX` is set."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import local

_PAGE_SIZE = 50
# A message is shown as mail programs do: no script, no form, nothing fetched; its links open elsewhere.
_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What left, the last first."""
    _check(request)
    page = Paginator(local.names(), _PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page,
        "letters": [letter for name in page if (letter := local.letter(name))],
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "mail/admin/local_mailbox.html", context)


@require_safe
def reading(request: HttpRequest, name: str) -> HttpResponse:
    """One message: its text, whose links are followed, and the way to its HTML."""
    letter = _letter(request, name)
    address = {"url": reverse("local_mailbox:letter", args=[name]), "label": letter.subject}
    context = {"letter": letter, "breadcrumbs": [*_breadcrumbs(), address]}
    return render(request, "mail/admin/local_letter.html", context)


@require_safe
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a message, as it left."""
    letter = _letter(request, name)
    if not letter.html:
        raise Http404
    return HttpResponse(letter.html, headers={"Content-Security-Policy": _POLICY})


def _check(request: HttpRequest) -> None:
    # Messages hold links that act for whoever follows them.
    if not request.user.is_superuser:
        raise PermissionDenied


def _letter(request: HttpRequest, name: str) -> local.Letter:
    _check(request)
    letter = local.letter(name)
    if letter is None:
        raise Http404
    return letter


def _breadcrumbs() -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
        {"url": reverse("local_mailbox:listing"), "label": _("Courrier local")},
    ]


urlpatterns = [
    path("", listing, name="listing"),
    path("<slug:name>/", reading, name="letter"),
    path("<slug:name>/html/", html, name="html"),
]
