"""What is known of people who come: what for, until when, and their rights over it."""
