"""The mail of a machine without a mail server: a folder, whose messages are read in the admin."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage as ParsedMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

_OURS = re.compile(r"\d+-[0-9a-f]{8}\.(eml|part)")  # a killed process leaves a `.part`


@dataclass(frozen=True)
class Letter:
    """A message as it left. `name` is what its address in the admin holds; `html` is empty when there is none."""

    name: str
    left_at: datetime
    to: str
    subject: str
    text: str
    html: str


class FolderBackend(BaseEmailBackend):
    """Puts each message in a file of `LOCAL_MAILBOX`, which any mail program opens, readable by its owner only."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            content = message.message().as_bytes()
            path = folder / f"{_nanoseconds()}-{secrets.token_hex(4)}.eml"
            # Under another name until it is whole: somebody may be reading the folder.
            unfinished = path.with_suffix(".part")
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(content)
            unfinished.rename(path)
        return len(email_messages)


def names() -> list[str]:
    """The names of the messages, the last that left first."""
    return sorted((path.stem for path in _folder().glob("*.eml")), reverse=True)


def letter(name: str) -> Letter | None:
    """The message called `name`, None when there is none (any more)."""
    if name not in names():
        return None
    try:
        content = (_folder() / f"{name}.eml").read_bytes()
    except FileNotFoundError:
        return None
    message = message_from_bytes(content, policy=default)
    return Letter(
        name=name,
        left_at=_left_at(name),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def forget(before: datetime) -> None:
    """Delete the messages that left before."""
    for path in _folder().glob("*"):
        if _OURS.fullmatch(path.name) and _left_at(path.name) < before:
            path.unlink(missing_ok=True)


def _nanoseconds() -> int:
    return int(timezone.now().timestamp() * 1e6) * 1000


def _left_at(name: str) -> datetime:
    return datetime.fromtimestamp(int(name.partition("-")[0]) / 1e9, UTC)


def _folder() -> Path:
    folder = settings.LOCAL_MAILBOX
    assert folder is not None  # nothing here is reached without it
    return folder


def _part(message: ParsedMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return part.get_content() if part else ""
