"""Entries of the catalogue as records of the protocol."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from django.conf import settings
from django.db.models import QuerySet

from resources.catalogue.public import catalogued
from resources.citations.dublin_core import SCHEMA as DC
from resources.citations.dublin_core import dublin_core
from resources.citations.work import citable, work_of
from resources.models import CatalogueEntry, ResourcePage

from .datestamps import written
from .selection import Selection
from .xml import OAI_DC, OAI_DC_SCHEMA, XSI, add

AT_ONCE = 100  # records in one answer

Pages = Mapping[int, ResourcePage]


def identifier_of(code: str) -> str:
    """ "oai:passerelles.example:0123abcd": named after the portal, not after the address that was asked."""
    return f"oai:{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}:{code}"


def entry_of(identifier: str) -> CatalogueEntry | None:
    code = identifier.rpartition(":")[2]
    entry = CatalogueEntry.objects.filter(code=code).first()
    return entry if entry and identifier_of(code) == identifier else None


def entries_of(selection: Selection) -> QuerySet[CatalogueEntry]:
    """Every entry of the list, from its beginning, by number."""
    first, last = selection.bounds
    entries = CatalogueEntry.objects.order_by("pk")
    if first:
        entries = entries.filter(datestamp__gte=first)
    if last:
        entries = entries.filter(datestamp__lte=last)
    return entries.filter(sets__contains=f"\n{selection.set}\n") if selection.set else entries


def readable(entries: Iterable[CatalogueEntry]) -> Pages:
    """The pages of these entries that everyone may read at this instant, whatever the catalogue remembers."""
    numbers = [entry.page_id for entry in entries if entry.page_id and not entry.deleted]
    return citable(catalogued()).in_bulk(numbers)


def add_header(parent: Element, entry: CatalogueEntry, pages: Pages) -> None:
    gone = {} if entry.page_id in pages else {"status": "deleted"}
    header = add(parent, "header", **gone)
    add(header, "identifier", identifier_of(entry.code))
    add(header, "datestamp", written(entry.datestamp))
    for spec in entry.set_specs:
        add(header, "setSpec", spec)


def add_record(parent: Element, entry: CatalogueEntry, pages: Pages, base: str) -> None:
    """What left has a header only. `base` is "https://host"."""
    record = add(parent, "record")
    add_header(record, entry, pages)
    page = pages.get(entry.page_id) if entry.page_id else None
    if page is None:
        return
    location = {f"{{{XSI}}}schemaLocation": f"{OAI_DC} {OAI_DC_SCHEMA}"}
    described = SubElement(add(record, "metadata"), f"{{{OAI_DC}}}dc", location)
    for element, value in dublin_core(work_of(page, base)):
        add(described, element, value, namespace=DC)
