"""What happens to a file in the bounded child of `resources.extraction`: the only code that parses what people send.

Django is never imported here: a child starts for each file, and must start in some tens of milliseconds.
"""
