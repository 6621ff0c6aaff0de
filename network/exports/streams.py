"""Files sent while they are made, and documents of JSON among them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, cast

from django.http import StreamingHttpResponse

_ITEMS_AT_ONCE = 200


def begun(response: StreamingHttpResponse) -> StreamingHttpResponse:
    """With the first block made already: what fails before it is said on a page, not by half a file."""
    blocks = cast("Iterator[bytes]", response.streaming_content)
    response.streaming_content = chain(list(islice(blocks, 1)), blocks)
    return response


def json_object(
    key: str, items: Iterable[str], *, head: Mapping[str, Any], tail: Callable[[], Mapping[str, Any]]
) -> Iterator[bytes]:
    """The bytes of `{**head, key: [items], **tail()}`, some hundreds of items at a time; `items` are JSON already.

    `tail` is asked once the items are sent: it may say what was learnt from them.
    """
    opened = "".join(f"{dumped(name)}:{dumped(value)}," for name, value in head.items())
    yield f"{{{opened}{dumped(key)}:[".encode()
    left, separator = iter(items), ""
    while block := list(islice(left, _ITEMS_AT_ONCE)):
        yield (separator + ",\n".join(block)).encode()
        separator = ",\n"
    closed = "".join(f",{dumped(name)}:{dumped(value)}" for name, value in tail().items())
    yield f"]{closed}}}\n".encode()


def dumped(value: Any) -> str:
    """JSON with dates in ISO 8601; raises ValueError for what is no number (RFC 8259)."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str)
