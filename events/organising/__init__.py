"""The organiser's side, inside Wagtail's admin: opening, following, deciding, writing, counting."""
