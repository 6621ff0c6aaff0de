"""How much a file may cost, in one place. A test, or a setting, passes another: `LIMITS._replace(pages=10)`."""

from typing import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    file_bytes: int = 200 * MIB

    # Of the child. The kernel holds the first four; the parent the wall clock and the answer.
    memory_bytes: int = 1024 * MIB
    processor_seconds: int = 60
    written_bytes: int = 0  # Nothing is written: answers go through a pipe.
    open_files: int = 64
    extract_seconds: float = 60
    inspect_seconds: float = 20
    answer_bytes: int = 48 * MIB

    # Of what is read.
    pages: int = 2_000
    characters: int = 5_000_000
    inspected_pages: int = 10
    thumbnail_width_pixels: int = 400
    thumbnail_height_pixels: int = 800

    # Of zip archives, which office files are.
    archive_entries: int = 5_000
    unpacked_bytes: int = 300 * MIB
    # XML of spreadsheets really packs 50 to 1; small files may do better, and cost nothing.
    unpacked_ratio: int = 150
    unpacked_bytes_of_any_ratio: int = 10 * MIB

    # Of the reading of scans, which comes on top of `extract_seconds`.
    ocr_pages: int = 50
    ocr_seconds: float = 240
    ocr_page_seconds: float = 30
    ocr_dots_per_inch: int = 200
    ocr_pixels: int = 12_000_000


LIMITS = Limits()
