"""The fifteen elements of Dublin Core (ISO 15836-1), as pages and harvesters are told them."""

from resources.licences import Licence

from .work import Work

SCHEMA = "http://purl.org/dc/elements/1.1/"


def dublin_core(work: Work) -> list[tuple[str, str]]:
    """(element, value) in a steady order; an element may come several times, and none is empty."""
    licence = Licence(work.licence) if work.licence else None
    elements = [
        ("title", work.title),
        *(("creator", str(name)) for name in work.authors),
        *(("subject", theme.name) for theme in work.themes),
        ("description", work.summary),
        ("publisher", work.publisher),
        ("date", work.date),
        ("type", work.names.dcmi),
        ("type", work.kind_label),
        ("identifier", work.url),
        ("identifier", work.doi_url),
        ("identifier", f"urn:isbn:{work.isbn}" if work.isbn else ""),
        ("language", work.language),
        *(("coverage", str(territory)) for territory in work.territories),
        ("rights", str(licence.label) if licence else ""),
        ("rights", licence.url if licence else ""),
    ]
    return [(element, value) for element, value in elements if value]
