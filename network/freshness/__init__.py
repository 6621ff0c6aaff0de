"""Records kept true by the partners themselves: signed links, confirmations, proposals, reminders."""
