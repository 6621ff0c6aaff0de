"""What a form is given with, so that the same request sent twice is one, and that robots are slowed down."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.utils.translation import gettext as _

from mail import signed

FASTEST = timedelta(seconds=2)  # nobody reads and fills in this form in less
LATEST = timedelta(hours=24)

_SALT = "events.participants.form"


class NotTaken(Exception):
    """The form is to be shown again, filled in as it was; the message says why. `token`: the one to give with it."""

    def __init__(self, message: str, token: str) -> None:
        super().__init__(message)
        self.token = token


def give() -> str:
    return signing.dumps(str(uuid4()), salt=_SALT)


def read(token: str) -> UUID:
    """The number of the request. Raises NotTaken for one that is not ours, too old or just given."""
    try:
        number = UUID(signed.read(token, _SALT, LATEST))
    except signed.BadLink:
        old = _("Ce formulaire est ouvert depuis trop longtemps. Rien n’est perdu : vérifiez, puis envoyez de nouveau.")
        raise NotTaken(old, give()) from None
    try:
        signing.loads(token, salt=_SALT, max_age=FASTEST)
    except signing.SignatureExpired:
        return number
    raise NotTaken(_("C’est parti très vite, comme le ferait un robot. Rien n’est perdu : envoyez de nouveau."), token)
