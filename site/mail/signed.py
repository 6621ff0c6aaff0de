"""Pages behind the signed addresses of messages: who holds one may do what it says, without account or cookie."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


class BadLink(Exception):
    """The link does nothing; the message is for the visitor."""


def read(token: str, salt: str, max_age: timedelta | None) -> Any:
    """What a `token` of `django.core.signing.dumps` says. Raises BadLink when it is not ours, or too old."""
    try:
        return signing.loads(token, salt=salt, max_age=max_age)
    except signing.SignatureExpired:
        raise BadLink(gettext("Ce lien a expiré.")) from None
    except signing.BadSignature:
        raise BadLink(gettext("Ce lien n’est pas valable : il est peut-être incomplet.")) from None


def guarded(view: View, refused: Callable[[HttpRequest, str], HttpResponse]) -> View:
    """A page kept by no cache, its address told to nobody. `refused` answers a BadLink, of which it gets the reason."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except BadLink as refusal:
            response = refused(request, str(refusal))
        response["Referrer-Policy"] = "no-referrer"
        return response

    # The link is the right to act: a cross-site form would have to know it.
    return never_cache(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(answered)))
