"""The agenda as a list that is filtered, and as a month."""
