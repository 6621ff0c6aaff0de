"""What a child may say, checked word by word: whoever sends a file that takes the child over speaks through it."""

from pydantic import Base64Bytes, BaseModel, PositiveInt, TypeAdapter

from resources.reading.refused import Reason


class Picture(BaseModel):
    width: PositiveInt
    height: PositiveInt
    pixels: Base64Bytes


class Told(BaseModel):
    """The fields of `resources.reading.results.Reading`."""

    text: str | tuple[tuple[PositiveInt, str], ...]
    pages: int | None
    pages_read: int | None
    title: str | None
    language: str | None
    tagged: bool | None
    checks: dict[str, bool]
    thumbnail: Picture | None
    scanned: bool
    ocr: bool
    truncated: bool


class NotTaken(BaseModel):
    refused: Reason


SPOKEN: TypeAdapter[NotTaken | Told] = TypeAdapter(NotTaken | Told)
