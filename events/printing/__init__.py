"""What an event hands out on paper, and the codes on it: plain facts in, the bytes of a PDF out."""

from .badges import Badge, badges
from .certificates import Certificate, certificate
from .half_days import HalfDay
from .qr_codes import qr_svg
from .sign_in_sheets import Participant, SignInSheet, sign_in_sheet
from .typesetting import NotPrinted

__all__ = [
    "Badge",
    "Certificate",
    "HalfDay",
    "NotPrinted",
    "Participant",
    "SignInSheet",
    "badges",
    "certificate",
    "qr_svg",
    "sign_in_sheet",
]
