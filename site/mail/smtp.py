"""Talking to a mail server that may fall silent at any word: whether it may have taken the message is known."""

import smtplib
from typing import Any

from django.core.mail.backends import smtp

# Seconds for the answer to a whole message, which the server may be reading for viruses. RFC 5321 (§ 4.5.3.2.6) would
# allow ten minutes, but the others wait.
LAST_WORD = 60


class Unanswered(smtplib.SMTPServerDisconnected):
    """The server was given the whole message and never answered: it may have taken it."""


class EmailBackend(smtp.EmailBackend):
    """Raises Unanswered, beside what Django's raises before the message was given."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _EncryptedConversation if self.use_ssl else _Conversation

    def close(self) -> None:
        """What was taken is taken, however the conversation ends."""
        try:
            super().close()
        except smtplib.SMTPException:
            pass


class _Conversation(smtplib.SMTP):
    _given = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self._given = False
        patience = self.sock.gettimeout() if self.sock else None
        try:
            answer = super().data(msg)
        except smtplib.SMTPServerDisconnected:
            if self._given:
                raise Unanswered("no answer to the whole message") from None
            raise
        if self.sock:
            self.sock.settimeout(patience)
        return answer

    def send(self, s: Any) -> None:
        super().send(s)
        self._given = isinstance(s, bytes)  # the message; commands are text
        if self._given and self.sock:
            self.sock.settimeout(LAST_WORD)


class _EncryptedConversation(_Conversation, smtplib.SMTP_SSL):
    pass
