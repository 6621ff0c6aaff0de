"""What translators work with: what waits for them, and the very sentences that changed under a version.

wagtail-localize keeps the sentences of a page and their translations. Here its copy of a page follows each publication,
and what it keeps of sentences that are no more tells what changed.
"""

UNSAID = ("slug", "seo_title")
"""Fields that a version takes as they are: nobody waits for their translation."""
