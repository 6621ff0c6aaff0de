"""What the directory lacks, with filters and spreadsheets."""
