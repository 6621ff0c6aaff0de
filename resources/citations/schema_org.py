"""A resource in the vocabulary of schema.org."""

from typing import Any

from resources.licences import Licence

from .work import Name, Work


def schema_org(work: Work) -> dict[str, Any]:
    """What a page says beside its description and address; what is not known is empty."""
    return {
        "@type": work.names.schema,
        "name": work.title,
        "author": [_name(name) for name in work.authors],
        "datePublished": work.date,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "license": Licence(work.licence).url if work.licence else "",
        "inLanguage": work.language,
        "isbn": work.isbn if work.names.schema == "Book" else "",
        "identifier": work.link,
        "sameAs": work.doi_url,
    }


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"@type": "Organization", "name": name.family}
    return {
        "@type": "Person",
        "name": f"{name.given} {name.family}",
        "familyName": name.family,
        "givenName": name.given,
    }
