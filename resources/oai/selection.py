"""What a list is asked for, and the token that goes on with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from .datestamps import beginning, end
from .errors import OaiError

PREFIX = "oai_dc"

_SIGNER = signing.Signer(salt="resources.oai.resumption")


@dataclass(frozen=True)
class Selection:
    """`after` is the number of the last entry sent, `sent` how many were, `total` how many there were at first.

    A list goes by the numbers of entries, which never change: what changes meanwhile is neither skipped nor sent twice.
    """

    verb: str
    since: str = ""
    until: str = ""
    set: str = ""
    after: int = 0
    sent: int = 0
    total: int = 0

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last second. Raises ValueError."""
        return beginning(self.since) if self.since else None, end(self.until) if self.until else None


def selected(verb: str, arguments: Mapping[str, str]) -> Selection:
    """What the arguments of a list ask for. Raises OaiError."""
    if token := arguments.get("resumptionToken"):
        return _resumed(verb, token)
    disseminated(arguments["metadataPrefix"])
    since, until = arguments.get("from", ""), arguments.get("until", "")
    selection = Selection(verb, since, until, arguments.get("set", ""))
    try:
        first, last = selection.bounds
    except ValueError:
        raise OaiError(
            "badArgument",
            _("« from » et « until » sont des dates : 2026-01-31, ou 2026-01-31T08:30:00Z."),
        ) from None
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", _("« from » et « until » doivent avoir la même précision."))
    if first and last and first > last:
        raise OaiError("badArgument", _("« from » ne peut pas venir après « until »."))
    return selection


def disseminated(prefix: str) -> None:
    """Raises OaiError for a format that there is not."""
    if prefix != PREFIX:
        raise OaiError("cannotDisseminateFormat", _("Le seul format est « oai_dc »."))


def token_of(selection: Selection) -> str:
    """Holds the selection itself, signed: nothing is kept between two requests."""
    return _SIGNER.sign_object(asdict(selection))


def _resumed(verb: str, token: str) -> Selection:
    try:
        held: dict[str, Any] = _SIGNER.unsign_object(token)
        selection = Selection(**held)
        if selection.verb == verb:
            return selection
    except (signing.BadSignature, TypeError, ValueError):
        pass
    raise bad_token()


def bad_token() -> OaiError:
    return OaiError("badResumptionToken", _("Ce jeton n’est pas de ce portail ou de cette liste : recommencez-la."))
