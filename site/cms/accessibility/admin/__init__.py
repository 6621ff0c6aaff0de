"""In Wagtail's admin: audits and their grids, the difficulties that readers tell."""
