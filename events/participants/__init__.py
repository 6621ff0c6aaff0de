"""The pages of those who come: asking, and the private page of each registration."""
