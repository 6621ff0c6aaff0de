"""What a file that is read may be wrong in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that cannot be understood. `reason` is a French sentence."""

    position: str
    reason: str
    identifier: str = ""


class UnreadableFile(Exception):
    """The file itself is no good, or ends too soon; its text is a French sentence that says what to do."""
