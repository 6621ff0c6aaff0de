from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class DerogationBlock(blocks.StructBlock):
    """What the law asks of a derogation: its content, its reason, how long it lasts, what is offered instead."""

    content = blocks.CharBlock(label=_("Contenu ou service concerné"), max_length=200)
    reason = blocks.TextBlock(label=_("Pourquoi le rendre accessible serait une charge disproportionnée"))
    until = blocks.CharBlock(label=_("Jusqu’à quand"), required=False, default="", max_length=80)
    alternative = blocks.TextBlock(label=_("Autre façon d’y accéder"), required=False, default="")

    class Meta:
        icon = "warning"
        label = _("Dérogation")
