"""What waits for each person of the admin, told on its home page."""
