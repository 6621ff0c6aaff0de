"""Where a zip archive ends, for those who must know whether there is one and need not open it."""

import mmap
import struct

END = b"PK\x05\x06"
END_BYTES = 22
_DIRECTORY = b"PK\x01\x02"
_LONGEST_COMMENT = 65_535


def holds_archive(data: mmap.mmap) -> bool:
    """Whether a zip reader would find an archive at the end of a file, whatever comes before it or a little after."""
    tail_at = max(0, len(data) - END_BYTES - _LONGEST_COMMENT)
    at = data.rfind(END, tail_at)
    while at >= 0:
        if at + END_BYTES <= len(data):
            size, offset = struct.unpack_from("<LL", data, at + 12)
            if at - size >= 0 and (data[at - size : at - size + 4] == _DIRECTORY or (size == 0 and offset == 0)):
                return True
        at = data.rfind(END, tail_at, at)
    return False
