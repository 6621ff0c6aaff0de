"""What the portal lacks, for those who write: reports of the admin, each with its filters and its spreadsheets."""
