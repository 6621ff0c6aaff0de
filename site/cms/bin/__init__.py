"""What is deleted in the admin is not erased: it waits in the bin, from where it comes back whole."""
