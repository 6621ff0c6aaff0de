"""Bibliographies and files that come into the library: read, planned, then written as drafts.

A reader (`ris`, `bibtex`, `csl_json`, `tables`) gives entries in the words of its format; `describing` makes records of
them; `planning` says what each would become; `engine` tells it and, unless it is a try, has `writing` do it.
"""
