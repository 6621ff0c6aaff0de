"""What a reader gives, whatever the format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cms.imports.reading import Unreadable


@dataclass(frozen=True, slots=True)
class Remark:
    """A value that was put aside, or that somebody should look at: the row is kept. `reason` is a French sentence."""

    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """`key` identifies the service at its source; `values` are JSON, by field name of Service."""

    key: str
    values: dict[str, Any]
    source_date: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """What a file says of one organisation.

    `values` are JSON by field name of Organisation, with these shapes of their own: `commune` is an INSEE code,
    `territory` the key of a territory, `parent` the FINESS number, the SIREN or the portal's number of an organisation,
    `themes` slugs, `closed_on` an ISO day or "" for what is open, `point` [latitude, longitude] or None, and
    `legal_entity` what holds it, which is only remembered. A field that is not there is one of which the file says
    nothing.
    """

    source: str
    external_id: str
    position: str
    values: dict[str, Any]
    source_date: date | None = None
    services: tuple[ServiceRecord, ...] | None = None
    """None when the file says nothing of services."""
    remarks: tuple[Remark, ...] = ()
    own_number: int | None = None
    """The portal's own number, in files that it gave itself."""
    own_address: str = ""
    """The address that it had there (a slug): a record of the portal that is lost is made again from both."""
    known_only: bool = False
    """Whether it only completes an organisation that exists."""

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it among all sources."""
        return (self.source, self.external_id)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is understood, and is no business of this directory."""

    position: str
    identifier: str


Read = Record | Unreadable | LeftOut
Reader = Callable[[Path], Iterator[Read]]
