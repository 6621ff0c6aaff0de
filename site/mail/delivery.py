"""Messages leave: each at most once, whatever is killed meanwhile."""

import logging
import re
from datetime import datetime, timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from . import local, signals
from .models import Message
from .smtp import Unanswered

log = logging.getLogger(__name__)

KEPT = timedelta(days=7)
MOST_REFUSALS = 5  # an address refused that often for good no longer exists
# The others would only wait as long for the same answer, and too many wrong passwords lock an account.
_NO_CONVERSATION = (SMTPServerDisconnected, SMTPConnectError, SMTPHeloError, SMTPAuthenticationError)
_PERMANENT = 500  # RFC 5321 § 4.2.1: 5yz is final, 4yz may work later


def purge(now: datetime) -> None:
    """Delete the messages that could not leave for a week, and those that left for the folder of this machine."""
    Message.objects.filter(written_at__lt=now - KEPT).delete()
    if settings.LOCAL_MAILBOX:
        local.forget(now - KEPT)


def deliver(now: datetime) -> int:
    """Hand waiting messages to the mail server; how many it took. Several at the same time do no harm.

    A message is claimed, for everyone to see, before it is handed over. Never raises because of the server: what it
    did not take stays due.
    """
    sent = 0
    waiting = list(Message.objects.waiting().in_turn().values_list("pk", flat=True))
    connection = get_connection()
    try:
        for pk in waiting:
            if not Message.objects.waiting().filter(pk=pk).update(claimed_at=now, tried_at=now):
                continue
            message = Message.objects.filter(pk=pk).first()
            if message is None:  # withdrawn meanwhile
                continue
            try:
                _hand_over(message, connection)
            except Unanswered:
                # It stays claimed, as that of a killed process: nobody is written to twice.
                log.warning("message %s may have been taken: it is not sent again", message.pk)
                break
            except _NO_CONVERSATION as error:
                _give_back(message, error)
                break
            except (SMTPRecipientsRefused, SMTPResponseException, ValueError) as error:
                # ValueError: a message that cannot be put in form must not hold the others.
                _give_back(message, error)
            except OSError as error:
                _give_back(message, error)
                break
            else:
                sent += 1
                message.delete()
                signals.taken.send_robust(sender=Message, about=message.about, at=now)
    finally:
        try:
            connection.close()
        except OSError:
            pass
    return sent


def _hand_over(message: Message, connection: BaseEmailBackend) -> None:
    mail = EmailMultiAlternatives(
        subject=message.subject, body=message.text, to=[message.to], connection=connection, headers=message.headers
    )
    mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        mail.attach_alternative(message.calendar, f"text/calendar; method={_method(message.calendar)}")
    mail.send()


def _method(calendar: str) -> str:
    """What a calendar is asked (RFC 5545 § 3.7.2), which the type of its part repeats (RFC 6047 § 2.4)."""
    found = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    return found[1] if found else "PUBLISH"


def _give_back(message: Message, error: OSError | ValueError) -> None:
    """Keep the message due; tell of an address that the server refuses for good, again and again."""
    code = _code(error)
    # Only kind and code: what servers say holds the address.
    log.warning("message %s waits: %s %s", message.pk, type(error).__name__, code or "")
    message.refusals += bool(isinstance(error, SMTPRecipientsRefused) and code >= _PERMANENT)
    if message.refusals >= MOST_REFUSALS:
        message.delete()
        signals.refused_for_good.send_robust(sender=Message, about=message.about, to=message.to)
    else:
        Message.objects.filter(pk=message.pk).update(claimed_at=None, refusals=message.refusals)


def _code(error: OSError | ValueError) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return max((code for code, _text in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0
