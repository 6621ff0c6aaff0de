"""Pages kept true: who answers for each, when it must be read again, who is reminded."""
