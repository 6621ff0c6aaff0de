"""What people are written about their registrations: through the outbox, a little after it happened."""
