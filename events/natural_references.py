"""What of an event does not leave the portal."""

from cms.copies.references import leave_behind

from .models import EventPage

# Only those whose registration is confirmed are shown it.
leave_behind(EventPage, "online_url")
