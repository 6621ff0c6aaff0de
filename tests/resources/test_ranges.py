"""Parts of files, as RFC 9110 says them."""

import io

import pytest
from django.core.files.base import File
from hypothesis import given
from hypothesis import strategies as st

from resources.serving import ranges


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", (0, 9)), ("bytes=0-3", (0, 3)), ("bytes=4-4", (4, 4)), ("bytes=9-", (9, 9)),
        ("bytes=2-99", (2, 9)),
        ("bytes=-3", (7, 9)), ("bytes=-99", (0, 9)), ("bytes = 0 - 3", (0, 3)),
        # Ignored: the whole file is sent.
        ("", None), ("bytes=-", None), ("bytes=5-2", None), ("bytes=0-1,3-4", None), ("lines=0-3", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 30 + "-", None), ("bytes=٣-٤", None),
    ],
)  # fmt: skip
def test_one_range_of_ten_bytes(header: str, part: tuple[int, int] | None) -> None:
    assert ranges.asked(header, 10) == part


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=10-", 10), ("bytes=10-12", 10), ("bytes=-0", 10), ("bytes=0-", 0)]
)
def test_what_begins_after_the_end_cannot_be_given(header: str, size: int) -> None:
    with pytest.raises(ranges.NotSatisfiable):
        ranges.asked(header, size)


@given(
    content=st.binary(max_size=2000),
    header=st.text(max_size=20) | st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True),
)
def test_a_part_is_never_more_than_the_file(content: bytes, header: str) -> None:
    try:
        part = ranges.asked(header, len(content))
    except ranges.NotSatisfiable:
        return
    if part:
        first, last = part
        assert 0 <= first <= last < len(content)
        file = File(io.BytesIO(content))
        part_of_file = ranges.Part(file, first, last)
        assert b"".join(part_of_file) == content[first : last + 1]
        part_of_file.close()
        assert file.closed


def test_a_large_part_is_read_block_by_block() -> None:
    content = bytes(ranges.BLOCK * 2 + 5)
    sizes = [len(block) for block in ranges.Part(File(io.BytesIO(content)), 1, len(content) - 1)]
    assert sizes == [ranges.BLOCK, ranges.BLOCK, 4]
