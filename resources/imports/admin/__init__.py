"""Imports of the library in Wagtail's admin: bibliographies and archives, then files sent together."""
