"""Why an address gave nothing. The message of each is a French sentence for whoever typed it."""

from django.utils.functional import Promise


class OutsideFailure(Exception):
    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Refused(OutsideFailure):
    """The portal does not go there."""


class Unreachable(OutsideFailure):
    """Nobody answers, or not in HTTP, or without proving who it is."""


class TooSlow(Unreachable):
    """The time given to the whole of it is over."""


class TooManyRedirects(OutsideFailure):
    """It sends from one address to another."""


class TooLarge(OutsideFailure):
    """There is more than was wanted."""


class Encoded(OutsideFailure):
    """It comes compressed, which was not asked."""
