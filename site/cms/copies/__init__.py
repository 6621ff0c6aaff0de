"""Pages that go from one portal to another as a file.

`exporting` writes the file, `reading` opens one and distrusts it, `planning` says what each of its pages would become
and `importing` does it. What a page refers to travels by its natural key (`references`), never by a number.
"""
