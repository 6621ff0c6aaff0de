"""Addresses outside that resources give: which there are, whether they still answer, and when to ask again."""
