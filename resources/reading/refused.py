from enum import StrEnum


class Reason(StrEnum):
    """Why a file does not enter. `resources.extraction.refusals` has the sentence of each."""

    MISSING = "missing"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    UNKNOWN_FORMAT = "unknown-format"
    DISGUISED = "disguised"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    SCRIPTS = "scripts"
    MACROS = "macros"
    POLYGLOT = "polyglot"
    BOMB = "bomb"
    PATHS = "paths"
    ENTITIES = "entities"
    BINARY = "binary"
    TOO_SLOW = "too-slow"
    TOO_HEAVY = "too-heavy"
    CRASHED = "crashed"


class Refused(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
