from .announcement import Announcement
from .attendance import Certificate, HalfDay, Scan
from .calendar_entry import CalendarEntry
from .desk import Question, Quota, RegistrationDesk
from .event import EventKind, EventMode, EventPage, EventState
from .imported_event import ImportedEvent
from .letter_note import LetterNote
from .manager_link import ManagerLink
from .needs import Accommodation, Needs, NeedsReading
from .pages import EventIndexPage
from .registration import Answer, Booking, Registration, StateChange

__all__ = [
    "Accommodation",
    "Announcement",
    "Answer",
    "Booking",
    "CalendarEntry",
    "Certificate",
    "EventIndexPage",
    "EventKind",
    "EventMode",
    "EventPage",
    "EventState",
    "HalfDay",
    "ImportedEvent",
    "LetterNote",
    "ManagerLink",
    "Needs",
    "NeedsReading",
    "Question",
    "Quota",
    "Registration",
    "RegistrationDesk",
    "Scan",
    "StateChange",
]
