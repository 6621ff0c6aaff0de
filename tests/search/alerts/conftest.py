"""A portal with documents, whose alerts leave by a mail server of our own on the loopback."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from mail.delivery import deliver
from search.alerts import subscribing
from search.documents import SearchDocument
from search.engines import Engine
from search.models import SavedSearch
from tests.support.mailbox import Mailbox

NOW = timezone.now()
DAY = timedelta(days=1)
ADDRESS = "camille.canari@exemple.fr"


@pytest.fixture
def publish(db: None, portal_engine: Engine, document: Callable[..., SearchDocument]) -> Callable[..., None]:
    """Publishes documents: `publish("Emploi à Nantes", …)`."""
    numbers = iter(range(1, 1000))

    def publish(*titles: str) -> None:
        portal_engine.write([document(next(numbers), title=title) for title in titles])

    return publish


@pytest.fixture
def subscribe(publish: Callable[..., None], mailbox: Mailbox) -> Callable[..., SavedSearch]:
    """A confirmed weekly alert on « emploi », its invitation sent and forgotten."""

    def subscribe(email: str = ADDRESS, query: str = "q=emploi", frequency: str = "weekly") -> SavedSearch:
        subscribing.ask(email, query, "fr", frequency, NOW)
        alert = SavedSearch.objects.get(email=email, query=query)
        subscribing.confirm(alert, NOW)
        deliver(NOW)
        mailbox.messages.clear()
        alert.refresh_from_db()
        return alert

    return subscribe
