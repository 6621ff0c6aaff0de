"""What a resource's page says of its citation."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from .apa import apa_html, apa_text
from .coins import coins
from .dublin_core import SCHEMA, dublin_core
from .files import FILES
from .highwire import highwire
from .work import base_of

if TYPE_CHECKING:
    from resources.models import ResourcePage


def citation_of(page: "ResourcePage", pdf_path: str) -> dict[str, Any]:
    """`{html, text, coins, files: [{label, url, type}], meta: [(name, content)], schema}`.

    `pdf_path` is where the PDF to read is, "" without one.
    """
    work = page.work
    pdf_url = base_of(page) + pdf_path if pdf_path.startswith("/") else pdf_path
    return {
        "html": apa_html(work),
        "text": apa_text(work),
        "coins": coins(work),
        "files": [
            {
                "label": file.label,
                "url": reverse("resources:citation", args=[page.code, extension]),
                "type": file.content_type.partition(";")[0],
            }
            for extension, file in FILES.items()
        ],
        "schema": SCHEMA,
        "meta": [
            *highwire(work, page.full_url or "", pdf_url),
            *((f"DC.{element}", content) for element, content in dublin_core(work)),
        ],
    }
