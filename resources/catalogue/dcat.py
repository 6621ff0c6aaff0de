"""The catalogue as DCAT in JSON-LD, which open data portals and search engines of data sets read.

Source: Data Catalog Vocabulary (DCAT), version 3, W3C 2024; the properties are those that DCAT-AP recommends.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from network.exports.open_data import LICENCE_URL
from network.exports.streams import dumped, json_object
from resources.citations.work import Work, citable, one_line, work_of
from resources.licences import Licence
from resources.models import ResourceFile, ResourcePage

from .public import catalogued

CONTENT_TYPE = "application/ld+json"

_AT_ONCE = 200
_MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_PRECISIONS = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def catalogue(base: str, home: str) -> Iterator[bytes]:
    """The bytes of the catalogue, made while they are sent. `base` is "https://host", `home` the library's address."""
    head = {
        "@context": _CONTEXT,
        "@id": f"{home}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _french(_("Bibliothèque de %(portal)s") % {"portal": settings.WAGTAIL_SITE_NAME}),
        "dct:description": _french(_("Guides, études, outils et documents publiés ou annoncés par le portail.")),
        "dct:publisher": _agent(settings.WAGTAIL_SITE_NAME),
        "dct:license": {"@id": LICENCE_URL},
        "foaf:homepage": {"@id": home},
    }
    files = Prefetch("files", ResourceFile.objects.select_related("document"))
    pages = citable(catalogued()).prefetch_related(files).order_by("pk").iterator(chunk_size=_AT_ONCE)
    items = (dumped(_dataset(page, base)) for page in pages)
    return json_object("dcat:dataset", items, head=head, tail=dict)


def _dataset(page: ResourcePage, base: str) -> dict[str, Any]:
    work = work_of(page, base)
    published = page.last_published_at
    told = {
        "@id": work.url,
        "@type": "dcat:Dataset",
        "dct:identifier": work.code,
        "dct:title": _french(work.title),
        "dct:description": _french(work.summary or work.title),
        "dct:creator": [_agent(str(name)) for name in work.authors],
        "dct:publisher": _agent(work.publisher) if work.publisher else None,
        "dct:issued": {"@value": work.date, "@type": _PRECISIONS[len(work.date)]} if work.date else None,
        "dct:modified": {"@value": published.isoformat(), "@type": "xsd:dateTime"} if published else None,
        "dct:language": work.language,
        "dct:type": _french(work.kind_label),
        "dcat:keyword": [_french(theme.name) for theme in work.themes],
        "dct:spatial": [
            {"@id": base + place.get_absolute_url(), "@type": "dct:Location", "skos:prefLabel": _french(str(place))}
            for place in work.territories
        ],
        "dcat:landingPage": {"@id": work.url},
        "dcat:distribution": []
        if page.is_withdrawn
        else [_distribution(file, work, base) for file in page.files.all()],
    }
    return {name: value for name, value in told.items() if value}


def _distribution(file: ResourceFile, work: Work, base: str) -> dict[str, Any]:
    """A file here, which is downloaded, or an address elsewhere, where the resource is found."""
    licence = Licence(work.licence).url if work.licence else ""
    told: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dct:title": _french(one_line(file.label)),
        "dcat:accessURL": {"@id": file.url},
        "dct:license": {"@id": licence} if licence else None,
    }
    if document := file.document:
        address = {"@id": base + document.url}
        told |= {
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": {"@id": _MEDIA_TYPES + document.content_type.partition(";")[0]},
            "dcat:byteSize": document.file_size,
        }
    return {name: value for name, value in told.items() if value}


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _french(text: Any) -> dict[str, str]:
    return {"@value": str(text), "@language": "fr"}
