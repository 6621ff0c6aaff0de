"""A resource as the components of the theme want it."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

if TYPE_CHECKING:
    from resources.models import LibraryDocument, ResourceFile, ResourcePage

TONES = {"annonce": "info", "publie": "success", "remplace": "warning", "retire": "error"}


def status(resource: "ResourcePage") -> dict[str, str]:
    return {"label": resource.get_status_display(), "tone": TONES[resource.status]}


def resource_card(resource: "ResourcePage") -> dict[str, Any]:
    """The variables of the component "resource_card"."""
    language = "" if resource.content_language == "fr" else resource.get_content_language_display()
    return {
        "title": resource.title,
        "url": resource.get_url(),
        "kind_label": capfirst(resource.get_kind_display()),
        "date": resource.get_date_display() or resource.get_expected_display() or resource.date_note,
        "status": status(resource),
        "summary": resource.summary,
        "language": language,
    }


def file_facts(file: "ResourceFile") -> dict[str, Any]:
    """`{label, role, url, is_here, facts, thumbnail, accessibility, versions}` of a file, with what reading it told.

    An address elsewhere has neither accessibility nor versions, and its host stands for its facts.
    """
    shown: dict[str, Any] = {
        "label": file.label,
        "role": "" if file.role == "document" else capfirst(file.get_role_display()),
        "url": file.url,
        "is_here": file.document is not None,
        "facts": urlsplit(file.url).netloc,
        "thumbnail": "",
        "accessibility": "",
        "versions": [],
    }
    if (document := file.document) is None:
        return shown
    reading = getattr(document, "reading", None)
    return shown | {
        "url": document.url,
        "facts": ", ".join(details(document)),
        "thumbnail": reverse("library_files:thumbnail", args=[document.pk]) if reading and reading.thumbnail else "",
        "accessibility": accessibility(document),
        "versions": [
            {"number": version.number, "url": version.url, "until": version.replaced_at}
            for version in document.versions.all()
        ],
    }


def details(document: "LibraryDocument") -> list[str]:
    """Its format, its weight, its pages if they are known."""
    facts = [document.file_extension.upper(), filesizeformat(document.get_file_size())]
    if (reading := getattr(document, "reading", None)) and reading.pages:
        facts.append(ngettext("%(count)d page", "%(count)d pages", reading.pages) % {"count": reading.pages})
    return facts


def accessibility(document: "LibraryDocument") -> str:
    """A sentence on how far a file may be read by everyone: what a person said, or else what the machine saw."""
    said = {
        "oui": gettext("Accessible : vérifié par une personne."),
        "en-partie": gettext("Accessible en partie : vérifié par une personne."),
        "non": gettext("Non accessible : vérifié par une personne. Demandez-nous une autre version."),
    }
    if document.accessibility:
        return said[document.accessibility]
    reading = getattr(document, "reading", None)
    if reading is None or not reading.facts:
        return ""
    if all(reading.facts.values()):
        return gettext("Contrôle automatique de l’accessibilité réussi, pas encore vérifié par une personne.")
    if reading.scanned and not reading.recognised:
        return gettext("Image sans texte : illisible avec un lecteur d’écran. Demandez-nous une autre version.")
    return gettext("Contrôle automatique de l’accessibilité : des défauts ont été trouvés.")
