"""Addresses that people typed, read from the portal without reaching what only the portal can reach.

Of Python's own library: clients of higher level resolve the name, choose the address and follow redirects by
themselves, and their time limits start again at each byte.
"""

from .addresses import Allowance
from .failures import Encoded, OutsideFailure, Refused, TooLarge, TooManyRedirects, TooSlow, Unreachable
from .fetching import Answer, fetch

__all__ = [
    "Allowance",
    "Answer",
    "Encoded",
    "OutsideFailure",
    "Refused",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Unreachable",
    "fetch",
]
