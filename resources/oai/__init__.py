"""The library as an OAI-PMH 2.0 repository, which other catalogues harvest.

Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0 (2002, revised 2015).
"""
