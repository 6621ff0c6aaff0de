"""The partner directory read from files: one module a format, and an engine that knows none of them.

A reader (`finess_plus`, `finess_etalab`, `data_inclusion`, `own_csv`) turns a file into records and knows nothing of
the database. The engine compares each batch of them with what is stored (`planning`), then writes it (`writing`).
"""
