"""Answers as XML, made by a library and never by joining text."""

from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from resources.citations.dublin_core import SCHEMA as DC
from search.xml_text import xml_text

from .datestamps import written

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_SCHEMA = f"{OAI}OAI-PMH.xsd"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

register_namespace("", OAI)
register_namespace("oai_dc", OAI_DC)
register_namespace("dc", DC)
register_namespace("xsi", XSI)


def add(parent: Element, name: str, text: str | None = None, namespace: str = OAI, **attributes: str) -> Element:
    """A child of `parent`, with what XML can hold of `text` and attributes."""
    kept = {key: xml_text(value) for key, value in attributes.items()}
    child = SubElement(parent, f"{{{namespace}}}{name}", kept)
    child.text = xml_text(text) if text is not None else None
    return child


def envelope(base_url: str, now: datetime, attributes: dict[str, str]) -> Element:
    """The root of every answer: its date, and the request that it answers."""
    root = Element(f"{{{OAI}}}OAI-PMH", {f"{{{XSI}}}schemaLocation": f"{OAI} {OAI_SCHEMA}"})
    add(root, "responseDate", written(now))
    add(root, "request", base_url, **attributes)
    return root


def document(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)
