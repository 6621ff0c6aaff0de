"""The signed addresses of messages and pages: who holds one may do what it says, without account or cookie."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext

from mail import signed
from mail.signed import BadLink

from ..models import SavedSearch

FORM_AGE = timedelta(hours=4)
# A link to stop never expires: its message may be years old.
AGES = {"confirm": timedelta(days=7), "manage": timedelta(days=90), "stop": None}


def path(purpose: str, alert: SavedSearch) -> str:
    """The path of a link: `purpose` is "confirm", "manage" or "stop"."""
    token = signing.dumps(str(alert.token), salt=_salt(purpose))
    return reverse(f"search:alert_{purpose}", args=[token])


def address(purpose: str, alert: SavedSearch) -> str:
    """The same, absolute, for messages."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path(purpose, alert)


def alert_of(purpose: str, token: str) -> SavedSearch | None:
    """The alert of a link, None if it was stopped meanwhile. Raises BadLink when the link is not ours, or too old."""
    value = signed.read(token, _salt(purpose), AGES[purpose])
    return SavedSearch.objects.filter(token=UUID(value)).first()


def form_token(query_string: str, language: str) -> str:
    """What the form carries: the search itself, signed, so that only what the portal showed can be saved."""
    return signing.dumps([query_string, language], salt=_salt("form"))


def search_of_form(token: str) -> tuple[str, str]:
    """(query string, language) of a form. Raises BadLink when it is not ours or more than four hours old."""
    try:
        query_string, language = signing.loads(token, salt=_salt("form"), max_age=FORM_AGE)
    except signing.SignatureExpired:
        raise BadLink(gettext("Ce formulaire est resté ouvert trop longtemps.")) from None
    except signing.BadSignature:
        raise BadLink(gettext("Ce formulaire n’est pas valable.")) from None
    return query_string, language


def _salt(purpose: str) -> str:
    return f"search.alerts.{purpose}"
