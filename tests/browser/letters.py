"""The letters of a running portal, which leave in its folder."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from tests.support.portal import eventually


def letters(var: Path) -> list[EmailMessage]:
    """Those of the portal whose files are in `var`, oldest first."""
    read = [message_from_bytes(file.read_bytes(), policy=default) for file in sorted((var / "mail").glob("*.eml"))]
    return [message for message in read if isinstance(message, EmailMessage)]


def link_in(var: Path, to: str, subject: str, address: str) -> str:
    """The first link that holds `address`, in the last letter to `to` of that subject, once it has left."""

    def found() -> list[str]:
        return [
            re.findall(rf"http\S+{address}\S+", message.get_body(("plain",)).get_content())[0]
            for message in letters(var)
            if message["To"] == to and message["Subject"].strip().startswith(subject)
        ]

    eventually(lambda: bool(found()), f"{subject} is written to {to}")
    return found()[-1]
