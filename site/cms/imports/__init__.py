"""What every import of a file shares: archives read without being unpacked, runs, their reports."""
