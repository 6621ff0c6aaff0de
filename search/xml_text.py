"""Text for XML 1.0."""

import re

# What XML cannot hold, and an editor may have pasted.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """`text` without the control characters that no XML document may hold, even escaped."""
    return _NOT_XML.sub("", text)
