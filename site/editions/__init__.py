"""What every page shows around its own text, read once for each edition of the portal.

An edition begins whenever something that is watched changes, on whatever process: its mark is written in the database
with the change itself, so both are seen at the same instant. Each process keeps what it read for one edition, and asks
one short question a request to know whether that is still it. Nothing here is ever stale, and no cache has to be there.
"""
