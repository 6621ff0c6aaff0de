"""The signed addresses of messages and pages: who holds one may do what it says, without account or cookie."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from mail import signed
from resources.models import Opinion, Waiting

# A link to stop never expires: its message may be years old.
AGES = {"opinion": timedelta(hours=2), "confirm": timedelta(days=7), "stop": None}


def opinion_path(opinion: Opinion) -> str:
    """Where whoever has just given an opinion may say it in words."""
    return reverse("resources:opinion", args=[signing.dumps(opinion.pk, salt=_salt("opinion"))])


def opinion_of(token: str) -> Opinion | None:
    """The opinion of a link, None if it was erased meanwhile. Raises BadLink when it is not ours, or too old."""
    return Opinion.objects.filter(pk=signed.read(token, _salt("opinion"), AGES["opinion"])).first()


def address(purpose: str, waiting: Waiting) -> str:
    """An absolute address for messages; `purpose` is "confirm" or "stop"."""
    token = signing.dumps(str(waiting.token), salt=_salt(purpose))
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(f"resources:waiting_{purpose}", args=[token])


def waiting_of(purpose: str, token: str) -> Waiting | None:
    """Who waits by a link, None once told or stopped. Raises BadLink when it is not ours, or too old."""
    value = signed.read(token, _salt(purpose), AGES[purpose])
    return Waiting.objects.select_related("resource").filter(token=UUID(value)).first()


def _salt(purpose: str) -> str:
    return f"resources.readers.{purpose}"
