"""The shape of the file: what `manifest.json` and `pages.json` hold. pydantic tells where a wrong one is wrong."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

FORMAT = "passerelles-pages"
VERSION = 1
MANIFEST, PAGES, FILES = "manifest.json", "pages.json", "files/"
MOST_PAGES = 1_000
MOST_JSON = 32 * 1024**2  # bytes: a long project page takes thirty thousand

_CLOSED = ConfigDict(extra="forbid")
Short = Annotated[StrictStr, Field(max_length=1_000)]
Digest = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """`portal` is the version of the portal that made the file, `made_at` ISO 8601, `sha256` that of `pages.json`."""

    model_config = _CLOSED
    format: Literal["passerelles-pages"]
    version: StrictInt
    portal: Short
    made_at: Short
    title: Short
    sha256: Digest


class ReferenceTold(BaseModel):
    """Something that pages refer to, by the `id` that they give it. `label` is for people only."""

    model_config = _CLOSED
    id: Annotated[StrictStr, Field(pattern=r"^r[0-9]{1,6}$")]
    kind: Short
    label: Short
    key: dict[Short, Short]


class FileTold(BaseModel):
    """An image or a document: `files/<sha256>`. `about` holds what its form asks beside the file."""

    model_config = _CLOSED
    kind: Literal["image", "document"]
    sha256: Digest
    name: Short
    about: dict[Short, Annotated[StrictStr, Field(max_length=4_000)] | StrictInt | None]


class RowTold(BaseModel):
    """One row of a list of a page; `key` ties the rows of its language versions."""

    model_config = _CLOSED
    key: UUID | None
    values: dict[Short, Any]


class PageTold(BaseModel):
    """`parent` is the place of its parent in the list, which comes before it; None for the first page.

    `restricted`: whether only some people could read it there.
    """

    model_config = _CLOSED
    key: UUID
    locale: Short
    type: Short
    parent: StrictInt | None
    slug: Short
    restricted: StrictBool
    values: dict[Short, Any]
    rows: dict[Short, list[RowTold]]


class Content(BaseModel):
    model_config = _CLOSED
    pages: Annotated[list[PageTold], Field(min_length=1)]
    references: list[ReferenceTold]
    files: list[FileTold]
