"""What becomes of messages, for those who wrote them."""

from django.dispatch import Signal

# The server took it: `about`, `at`.
taken = Signal()
# The server refused the address for good, again and again: `about`, `to`. The message is gone.
refused_for_good = Signal()
