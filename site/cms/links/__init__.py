"""Addresses outside that pages and records give: which there are, whether they still answer, and when to ask again."""
