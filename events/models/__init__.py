from .calendar_entry import CalendarEntry
from .desk import Question, Quota, RegistrationDesk
from .event import EventKind, EventPage, EventState
from .needs import Accommodation, Needs, NeedsReading
from .pages import EventIndexPage
from .registration import Answer, Booking, Registration, StateChange

__all__ = [
    "Accommodation",
    "Answer",
    "Booking",
    "CalendarEntry",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "EventState",
    "Needs",
    "NeedsReading",
    "Question",
    "Quota",
    "Registration",
    "RegistrationDesk",
    "StateChange",
]
