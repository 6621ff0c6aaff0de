"""What the library lacks, for those who keep it: reports of the admin, each with its filters and its spreadsheets."""
