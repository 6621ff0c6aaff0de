"""What is new leaves once, and nothing leaves that was not asked for."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models.signals import post_delete
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from mail import delivery, outbox
from mail.models import Message
from search.alerts import receipts, sending, subscribing
from search.alerts.tasks import run_alerts
from search.documents import SearchDocument
from search.engines import get_engine
from search.models import SavedSearch
from tests.support.mailbox import Mailbox

from .conftest import ADDRESS, DAY, NOW

pytestmark = pytest.mark.django_db

Publish = Callable[..., None]
Subscribe = Callable[..., SavedSearch]
WEEK = 7 * DAY


def test_only_what_is_new_is_told(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    publish("Emploi accompagné")
    subscribe()
    publish("Emploi à Nantes", "Habitat partagé")
    assert sending.send_due_alerts(NOW + WEEK) == sending.Sent(1, 1, 0)
    [message] = mailbox.messages
    assert message["To"] == ADDRESS
    assert message["Subject"] == "1 nouveau résultat : « emploi »"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in ("plain", "html"):
        text = message.get_body((part,)).get_content()
        assert "Emploi à Nantes" in text and "http://127.0.0.1:8000/2/" in text
        assert "accompagné" not in text and "Habitat" not in text


def test_nothing_new_is_no_message(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    publish("Emploi accompagné")
    subscribe()
    publish("Habitat partagé")
    assert sending.send_due_alerts(NOW + WEEK).written == 0
    assert not mailbox.messages
    assert SavedSearch.objects.get().next_at == NOW + 2 * WEEK


@pytest.mark.parametrize(("frequency", "days"), [("daily", 1), ("weekly", 7)])
def test_the_rhythm_is_kept(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox, frequency: str, days: int
) -> None:
    subscribe(frequency=frequency)
    publish("Emploi à Nantes")
    assert sending.send_due_alerts(NOW + days * DAY - DAY / 2).written == 0
    assert sending.send_due_alerts(NOW + days * DAY + DAY / 24).written == 1
    assert SavedSearch.objects.get().next_at == NOW + 2 * days * DAY


def test_without_confirmation_nothing_is_ever_sent(publish: Publish, mailbox: Mailbox) -> None:
    subscribing.ask(ADDRESS, "q=emploi", "fr", "daily", NOW)
    SavedSearch.objects.update(next_at=NOW, seen=b"")  # everything but the confirmation
    publish("Emploi à Nantes")
    for day in range(6):
        sending.send_due_alerts(NOW + day * DAY)
    [invitation] = mailbox.messages
    assert invitation["Subject"].startswith("Confirmez")


def test_what_was_withdrawn_and_published_again_is_no_news(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox, document: Callable[..., SearchDocument]
) -> None:
    publish("Emploi à Nantes")
    subscribe()
    get_engine().delete(["tests.thing:1"])
    sending.send_due_alerts(NOW + WEEK)
    get_engine().write([document(1, title="Emploi à Nantes")])
    sending.send_due_alerts(NOW + 2 * WEEK)
    assert not mailbox.messages


def test_results_that_hold_some_of_the_words_are_no_news(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox
) -> None:
    subscribe(query="q=emploi+martinique+zanzibar+ornithorynque")
    publish("Emploi à Nantes")
    assert sending.send_due_alerts(NOW + WEEK).written == 0


def test_a_hundred_news_are_twenty_and_a_number(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    subscribe()
    publish(*(f"Emploi {number}" for number in range(101)))
    sending.send_due_alerts(NOW + WEEK)
    text = mailbox.messages[0].get_body(("plain",)).get_content()
    assert text.count("- Emploi") == 20 and "et 81 autres résultats" in text


def test_killed_before_sending_it_still_leaves(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe()
    publish("Emploi à Nantes")
    assert sending.write_due(NOW + WEEK) == 1  # and nothing more
    sending.send_due_alerts(NOW + WEEK)
    sending.send_due_alerts(NOW + WEEK)
    assert len(mailbox.messages) == 1


def test_no_server_at_all_keeps_everything_due(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox, settings: Settings
) -> None:
    subscribe()
    subscribe("dominique@exemple.fr")
    publish("Emploi à Nantes")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert sending.send_due_alerts(NOW + WEEK) == sending.Sent(2, 0, 2)
    with pytest.raises(CommandError, match="tried again"):
        call_command("search_alerts", verbosity=0)
    settings.EMAIL_PORT = port
    assert delivery.deliver(NOW + WEEK) == 2


def test_an_address_refused_for_good_is_forgotten(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    subscribe()
    publish("Emploi à Nantes")
    mailbox.recipient_answers += ["550 No such user"] * delivery.MOST_REFUSALS
    for _attempt in range(delivery.MOST_REFUSALS):
        assert SavedSearch.objects.exists()
        sending.send_due_alerts(NOW + WEEK)
    assert not SavedSearch.objects.exists() and not Message.objects.exists()


def test_an_index_away_is_waited_for(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox, settings: Settings, tmp_path
) -> None:
    subscribe()
    publish("Emploi à Nantes")
    there, settings.SEARCH_INDEX_DIR = settings.SEARCH_INDEX_DIR, tmp_path / "nowhere"
    indices, settings.ELASTICSEARCH_INDEX = settings.ELASTICSEARCH_INDEX, "tests-nowhere"
    assert sending.send_due_alerts(NOW + WEEK).written == 0
    settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_INDEX = there, indices
    assert sending.send_due_alerts(NOW + WEEK).sent == 1


def test_the_link_of_the_message_stops_it_in_one_post(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    subscribe()
    publish("Emploi à Nantes")
    sending.send_due_alerts(NOW + WEEK)
    link = mailbox.messages[0]["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000")
    client = Client(enforce_csrf_checks=True)
    assert client.get(link).status_code == 200
    assert SavedSearch.objects.exists()  # a GET stops nothing
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not answer.cookies
    assert not SavedSearch.objects.exists()
    assert "C’est arrêté" in client.get(link).content.decode()


def test_stopped_after_writing_it_does_not_leave(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    alert = subscribe()
    publish("Emploi à Nantes")
    sending.write_due(NOW + WEEK)
    alert.delete()
    assert delivery.deliver(NOW + WEEK) == 0
    assert not mailbox.messages


def test_what_is_stopped_by_many_takes_back_its_messages_and_no_other(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox
) -> None:
    subscribe()
    subscribe("dominique@exemple.fr")
    publish("Emploi à Nantes")
    assert sending.write_due(NOW + WEEK) == 2
    SavedSearch.objects.filter(email=ADDRESS).delete()
    delivery.deliver(NOW + WEEK)
    assert [message["To"] for message in mailbox.messages] == ["dominique@exemple.fr"]


def test_a_message_is_taken_back_in_the_transaction_that_stops_its_alert(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox
) -> None:
    alert = subscribe()
    publish("Emploi à Nantes")
    sending.write_due(NOW + WEEK)
    with transaction.atomic():
        SavedSearch.objects.filter(pk=alert.pk).delete()
        assert not Message.objects.exists()
        transaction.set_rollback(True)
    assert SavedSearch.objects.exists()
    assert delivery.deliver(NOW + WEEK) == 1


def test_without_the_receipt_a_stopped_alert_would_still_write(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox
) -> None:
    """The control of the three tests above."""
    alert = subscribe()
    publish("Emploi à Nantes")
    sending.write_due(NOW + WEEK)
    assert post_delete.disconnect(sender=SavedSearch, dispatch_uid="search.alert_stopped")
    try:
        alert.delete()
    finally:
        receipts.connect()
    assert delivery.deliver(NOW + WEEK) == 1


def test_an_alert_knows_when_its_last_message_left(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    subscribe()
    subscribe("dominique@exemple.fr")
    publish("Emploi à Nantes")
    sending.write_due(NOW + WEEK)
    mailbox.recipient_answers.append("450 Busy")
    delivery.deliver(NOW + WEEK)
    left = dict(SavedSearch.objects.values_list("email", "last_sent_at"))
    assert left == {ADDRESS: NOW, "dominique@exemple.fr": NOW + WEEK}


def test_messages_about_something_else_change_no_alert(subscribe: Subscribe, mailbox: Mailbox) -> None:
    alert = subscribe()
    words = {"subject": "Bonjour", "text": "Texte", "html": "<p>Texte</p>"}
    for about in ("", f"network.followup:{alert.pk}", f"search.savedsearch:{alert.pk}0"):
        outbox.post(to=ADDRESS, about=about, **words)
    mailbox.recipient_answers += ["550 No such user"] * delivery.MOST_REFUSALS * 3
    for _attempt in range(delivery.MOST_REFUSALS):
        delivery.deliver(NOW + DAY)
    assert not Message.objects.exists()
    assert SavedSearch.objects.get().last_sent_at == alert.last_sent_at


def test_what_waits_holds_the_next_message_of_its_alert_only(
    publish: Publish, subscribe: Subscribe, mailbox: Mailbox
) -> None:
    first, second = subscribe(), subscribe("dominique@exemple.fr")
    outbox.post(to=ADDRESS, subject="Bonjour", text="Texte", html="<p>Texte</p>", about=first.about)
    assert list(SavedSearch.objects.due(NOW + WEEK)) == [second]
    delivery.deliver(NOW)
    assert list(SavedSearch.objects.due(NOW + WEEK)) == [first, second]


def test_purge_leaves_nothing_of_an_address(publish: Publish, mailbox: Mailbox) -> None:
    subscribing.ask(ADDRESS, "q=emploi", "fr", "daily", NOW)
    subscribing.ask("confirmee@exemple.fr", "q=emploi", "fr", "daily", NOW)
    subscribing.confirm(SavedSearch.objects.get(email="confirmee@exemple.fr"), NOW)
    sending.purge(NOW + 7 * DAY)
    assert SavedSearch.objects.filter(email=ADDRESS).exists()
    sending.purge(NOW + 7 * DAY + DAY / 24)
    assert [alert.email for alert in SavedSearch.objects.all()] == ["confirmee@exemple.fr"]
    # Its message went with it.
    assert [message.to for message in Message.objects.all()] == ["confirmee@exemple.fr"]
    delivery.purge(NOW + 7 * DAY + DAY / 24)
    assert not Message.objects.exists()


def test_a_run_plans_the_next_one_once(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    def planned() -> int:
        return DBTaskResult.objects.filter(task_path=run_alerts.module_path, run_after__year__lt=9999).count()

    run_alerts.call()
    assert planned() == 0  # nobody asked for anything
    subscribe()
    run_alerts.call()
    run_alerts.call()
    assert planned() == 1


def test_a_message_is_plain_html(publish: Publish, subscribe: Subscribe, mailbox: Mailbox) -> None:
    subscribe()
    publish("Emploi <script>alert(1)</script>")
    sending.send_due_alerts(NOW + WEEK)
    page = BeautifulSoup(mailbox.messages[0].get_body(("html",)).get_content(), "html.parser")
    assert page.html["lang"] == "fr"
    assert not page.find_all(["script", "img", "style", "link"])


def test_a_dry_run_only_counts(subscribe: Subscribe, publish: Publish, mailbox: Mailbox, capsys) -> None:
    subscribe()
    SavedSearch.objects.update(next_at=NOW - DAY)
    publish("Emploi à Nantes")
    call_command("search_alerts", dry_run=True)
    assert "1 searches to look at, 0 messages" in capsys.readouterr().out
    assert not mailbox.messages
