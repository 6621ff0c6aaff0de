"""How the pages of those who come are drawn."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from events.models import EventIndexPage, Registration
from events.registration.states import State
from mail.pages import Pages

from . import links

_pages = Pages("events/participants", _("Les inscriptions aux événements du réseau."), {"section": EventIndexPage})
page, personal = _pages.page, _pages.personal


def is_erased(token: str) -> bool:
    """Whether the registration of a link was there once."""
    found = links.registration_of(token)
    return found is not None and found.state == State.ANONYMISED


def mine(token: str) -> Registration:
    """The registration of a link. Raises Http404 once it is erased."""
    found = links.registration_of(token)
    if found is None or found.state == State.ANONYMISED:
        raise Http404
    return found
