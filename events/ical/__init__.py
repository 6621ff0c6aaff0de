"""Events for calendars: iCalendar (RFC 5545), feeds and invitations (RFC 5546)."""
