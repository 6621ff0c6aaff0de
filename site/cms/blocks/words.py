"""Blocks of words: headings, texts, notices, what unfolds, what people said, what leads elsewhere."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import TEXT_FEATURES, ShownByExample, is_to_come, refuse


class Tone(TextChoices):
    INFO = "info", _("À savoir")
    SUCCESS = "success", _("Réussite")
    WARNING = "warning", _("Attention")


class HeadingBlock(ShownByExample, blocks.CharBlock):
    component = "heading"

    class Meta:
        icon = "title"
        label = _("Intertitre")
        description = _("Le titre d’une partie de la page.")
        group = _("Texte")
        template = "cms/blocks/heading.html"


class TextBlock(ShownByExample, blocks.RichTextBlock):
    component = "prose"

    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Texte")
        description = _("Des paragraphes et des listes, avec du gras, de l’italique et des liens.")
        group = _("Texte")
        template = "cms/blocks/text.html"


class NoticeBlock(ShownByExample, blocks.StructBlock):
    component = "callout"

    tone = blocks.ChoiceBlock(label=_("Genre"), choices=Tone.choices, default=Tone.INFO, search_index=False)
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    text = blocks.RichTextBlock(label=_("Texte"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Encadré")
        description = _("Quelques lignes à ne pas manquer.")
        group = _("Texte")
        template = "cms/blocks/notice.html"


class FoldBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"))
    text = blocks.RichTextBlock(label=_("Texte"), features=TEXT_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Texte dépliant")


class AccordionBlock(ShownByExample, blocks.ListBlock):
    component = "accordion"

    def __init__(self, **kwargs: object) -> None:
        super().__init__(FoldBlock(), min_num=1, **kwargs)

    class Meta:
        icon = "collapse-down"
        label = _("Textes dépliants")
        description = _("Des compléments que chacun ouvre s’il le souhaite : questions et réponses, détails.")
        group = _("Texte")
        template = "cms/blocks/accordion.html"


class QuoteBlock(ShownByExample, blocks.StructBlock):
    """Words that somebody gave leave to publish, or that are published already: one of the two is said."""

    component = "quote"

    text = blocks.TextBlock(label=_("Ses mots"), help_text=_("Mot pour mot, sans guillemets."))
    name = blocks.CharBlock(label=_("Qui parle"), required=False, default="")
    role = blocks.CharBlock(label=_("Fonction"), required=False, default="")
    organisation = blocks.CharBlock(label=_("Organisation"), required=False, default="")
    consent_on = blocks.DateBlock(
        label=_("Accord pour publier, donné le"),
        required=False,
        help_text=_("Le jour où la personne a dit oui. Cette date n’est pas montrée sur la page."),
    )
    source = blocks.CharBlock(
        label=_("Ou déjà publié dans"),
        required=False,
        default="",
        help_text=_("Le document d’où viennent ces mots, s’ils sont déjà publics."),
    )

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if is_to_come(said["consent_on"]):
            refuse({"consent_on": _now("Témoignage : la date de l’accord est à venir. Corrigez-la.")})
        if not self.is_deferred_validation and not said["consent_on"] and not said["source"]:
            refuse(
                {
                    "consent_on": _now(
                        "Témoignage : dites quel jour la personne a accepté que ses mots soient publiés, ou dans quel "
                        "document ils le sont déjà."
                    )
                }
            )
        return said

    class Meta:
        icon = "openquote"
        label = _("Témoignage ou citation")
        description = _("Les mots de quelqu’un, qui a accepté qu’ils soient publiés.")
        group = _("Texte")
        template = "cms/blocks/quote.html"


class ButtonBlock(ShownByExample, blocks.StructBlock):
    component = "button"

    label = blocks.CharBlock(
        label=_("Ce que dit le bouton"), max_length=80, help_text=_("Où il mène : « S’inscrire à la journée ».")
    )
    page = blocks.PageChooserBlock(label=_("Une page du portail"), required=False)
    url = blocks.URLBlock(label=_("Ou une adresse"), required=False, default="")

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not self.is_deferred_validation and bool(said["page"]) == bool(said["url"]):
            refuse({"page": _now("Bouton : choisissez une page du portail, ou écrivez une adresse, l’une des deux.")})
        return said

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`url`: where it leads, "" while that page is not published."""
        page = value["page"]
        url = (page.localized.get_url() or "") if page and page.live else value["url"]
        return super().get_context(value, parent_context) | {"url": url}

    class Meta:
        icon = "link"
        label = _("Lien important")
        description = _("Un bouton vers ce qu’il faut faire ou lire ensuite. Un seul par partie de page.")
        group = _("Liens et listes")
        template = "cms/blocks/button.html"
