"""What the library adds to the blocks of free pages: files, with what one must know before opening them."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks.base import ShownByExample
from cms.blocks.registry import register_block
from resources.models import LibraryDocument
from resources.models.vocabulary import ContentLanguage
from resources.presentation import accessibility, details


class DocumentsBlock(ShownByExample, blocks.StructBlock):
    component = "documents"

    title = blocks.CharBlock(label=_("Nom de la liste"), required=False, default="")
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"), min_num=1)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`items`: those of the component. One statement for what reading the files told."""
        documents = [document for document in value["documents"] if document]
        prefetch_related_objects(documents, "reading")
        return super().get_context(value, parent_context) | {"items": [_item(each) for each in documents]}

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Des fichiers de la bibliothèque : format, poids, langue, accessibilité.")
        group = _("Liens et listes")
        template = "resources/blocks/documents.html"


def _item(document: LibraryDocument) -> dict[str, Any]:
    reading = getattr(document, "reading", None)
    language = dict(ContentLanguage.choices).get(reading.language) if reading else None
    return {
        "label": document.title,
        "url": document.url,
        "facts": ", ".join(map(str, filter(None, [*details(document), language]))),
        "accessibility": accessibility(document),
    }


register_block("documents", DocumentsBlock)
