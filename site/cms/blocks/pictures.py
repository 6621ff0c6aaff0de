"""Pictures and videos, never without the words that say the same."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.text import plain

from .base import TEXT_FEATURES, ShownByExample, refuse


class FigureBlock(ShownByExample, blocks.StructBlock):
    component = "picture"

    image = ImageChooserBlock(label=_("Image"))
    decorative = blocks.BooleanBlock(
        label=_("Image décorative"),
        required=False,
        default=False,
        help_text=_("Elle n’apprend rien de plus que le texte : la page se comprend sans elle."),
    )
    alternative = blocks.CharBlock(
        label=_("Texte de remplacement"),
        required=False,
        default="",
        help_text=_("Ce que l’image apprend, pour qui ne la voit pas. Une phrase suffit."),
    )
    caption = blocks.CharBlock(label=_("Légende"), required=False, default="")

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if self.is_deferred_validation:
            return said
        if not said["alternative"].strip() and not said["decorative"]:
            refuse({"alternative": _now("Image : écrivez son texte de remplacement, ou cochez « Image décorative ».")})
        if said["alternative"].strip() and said["decorative"]:
            refuse(
                {
                    "decorative": _now(
                        "Image : décorative, et pourtant un texte de remplacement. Videz-le, ou décochez la case."
                    )
                }
            )
        return said

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("Une photo ou un dessin, avec le texte qui dit la même chose.")
        group = _("Images et chiffres")
        template = "cms/blocks/figure.html"


class Captions(TextChoices):
    YES = "oui", _("sous-titrée")
    SILENT = "sans-parole", _("sans parole")
    NO = "non", _("sans sous-titres")


class VideoBlock(ShownByExample, blocks.StructBlock):
    """A link: the browser asks nothing of another site before somebody follows it."""

    component = "video"

    title = blocks.CharBlock(label=_("Titre"))
    url = blocks.URLBlock(
        label=_("Adresse de la vidéo"),
        help_text=_("La page s’ouvre sur l’autre site, si le lecteur le demande. Rien n’en est chargé avant."),
    )
    duration = blocks.CharBlock(label=_("Durée"), required=False, default="", help_text=_("Par exemple : 4 min 30."))
    captions = blocks.ChoiceBlock(label=_("Sous-titres"), choices=Captions.choices, search_index=False)
    transcript = blocks.RichTextBlock(
        label=_("Transcription"),
        features=TEXT_FEATURES,
        help_text=_("Tout ce qui se dit, et ce qu’il faut voir pour comprendre."),
    )

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if said["url"] and urlsplit(said["url"]).scheme not in ("http", "https"):
            refuse({"url": _now("Vidéo : l’adresse commence par https://. Corrigez-la.")})
        if not self.is_deferred_validation and not plain(said["transcript"].source):
            refuse({"transcript": _now("Vidéo : écrivez sa transcription, pour qui ne l’entend ou ne la voit pas.")})
        return said

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`host`: the other site. `captions`: a few words."""
        captions = Captions(value["captions"]).label if value["captions"] in Captions.values else ""
        more = {"host": urlsplit(value["url"] or "").netloc, "captions": captions}
        return super().get_context(value, parent_context) | more

    class Meta:
        icon = "media"
        label = _("Vidéo")
        description = _("Un lien vers une vidéo, avec sa transcription.")
        group = _("Images et chiffres")
        template = "cms/blocks/video.html"
