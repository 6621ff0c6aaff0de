"""What an answer of OAI-PMH 2.0 must be: the order of elements and the form of values that its schema asks for.

The schema itself is published without a licence, so that it is told here in other words.
"""

import re
from xml.etree.ElementTree import Element, fromstring

OAI = "{http://www.openarchives.org/OAI/2.0/}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
DC = "{http://purl.org/dc/elements/1.1/}"

_VERBS = "Identify|ListMetadataFormats|ListSets|GetRecord|ListIdentifiers|ListRecords"
# Children, each followed by a space.
_CHILDREN = {
    "OAI-PMH": rf"responseDate request ((error )+|({_VERBS}) )",
    "Identify": r"repositoryName baseURL protocolVersion (adminEmail )+earliestDatestamp deletedRecord granularity ",
    "ListMetadataFormats": r"(metadataFormat )+",
    "metadataFormat": r"metadataPrefix schema metadataNamespace ",
    "ListSets": r"(set )+",
    "set": r"setSpec setName ",
    "GetRecord": r"record ",
    "ListIdentifiers": r"(header )+(resumptionToken )?",
    "ListRecords": r"(record )+(resumptionToken )?",
    "record": r"header (metadata )?",
    "header": r"identifier datestamp (setSpec )*",
    "metadata": r"dc ",
    "dc": r"((title|creator|subject|description|publisher|contributor|date|type|format|identifier|source|language|relation|coverage|rights) )*",  # noqa: E501
}  # fmt: skip
_NAME = r"[A-Za-z0-9\-_.!~*'()]+"
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_DATE = rf"\d{{4}}-\d\d-\d\d|{_MOMENT}"
_CODES = (
    "cannotDisseminateFormat|idDoesNotExist|badArgument|badVerb|noMetadataFormats|noRecordsMatch|badResumptionToken"
    "|noSetHierarchy"
)
_TEXTS = {
    "responseDate": _MOMENT,
    "datestamp": _MOMENT,
    "earliestDatestamp": _MOMENT,
    "setSpec": rf"{_NAME}(:{_NAME})*",
    "metadataPrefix": _NAME,
    "identifier": r"[!-~]+",
    "adminEmail": r"\S+@(\S+\.)+\S+",
    "deletedRecord": "no|persistent|transient",
    "granularity": "YYYY-MM-DDThh:mm:ssZ",
    "protocolVersion": r"2\.0",
    "request": "https?://[!-~]+",
}
_ATTRIBUTES = {
    ("request", "verb"): _VERBS,
    ("request", "identifier"): r"[!-~]+",
    ("request", "metadataPrefix"): _NAME,
    ("request", "from"): _DATE,
    ("request", "until"): _DATE,
    ("request", "set"): rf"{_NAME}(:{_NAME})*",
    ("request", "resumptionToken"): ".+",
    ("error", "code"): _CODES,
    ("header", "status"): "deleted",
    ("resumptionToken", "completeListSize"): "[1-9][0-9]*",
    ("resumptionToken", "cursor"): "[0-9]+",
}


def valid(content: bytes) -> Element:
    """The answer, once every element of it is as it must be. Raises AssertionError."""
    root = fromstring(content)
    assert root.tag == f"{OAI}OAI-PMH"
    for element in root.iter():
        namespace, _separator, name = element.tag.rpartition("}")
        children = "".join(f"{child.tag.rpartition('}')[2]} " for child in element)
        assert re.fullmatch(_CHILDREN.get(name, ""), children), f"{name}: {children}"
        if f"{namespace}}}" == OAI and name in _TEXTS:
            assert re.fullmatch(_TEXTS[name], element.text or ""), f"{name}: {element.text}"
        for attribute, value in element.attrib.items():
            if attribute != "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation":
                assert re.fullmatch(_ATTRIBUTES[name, attribute], value), f"{name}, {attribute}: {value}"
    return root


def texts(root: Element, name: str, namespace: str = OAI) -> list[str]:
    return [element.text or "" for element in root.iter(f"{namespace}{name}")]


def error_of(root: Element) -> str | None:
    error = root.find(f"{OAI}error")
    return None if error is None else error.get("code")
