"""What files hold: whether they may enter the library, their text, and what can be checked of their accessibility.

Files are read by a child of this process, one for each, within `Limits`.
"""

from resources.reading.limits import LIMITS, Limits

from .answers import Check, Extraction, Inspection
from .files import extract, inspect
from .refusals import Refusal

__all__ = ["LIMITS", "Check", "Extraction", "Inspection", "Limits", "Refusal", "extract", "inspect"]
