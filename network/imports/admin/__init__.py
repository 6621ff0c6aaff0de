"""Imports in Wagtail's admin: try a file, apply it, read its report, decide where it disagrees with people."""
