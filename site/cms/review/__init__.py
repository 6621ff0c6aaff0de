"""Reading again before publishing, within a time that was said: who waits, for whom, until when, and who is told."""
