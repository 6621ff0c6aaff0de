"""Numbers with their source, and dates as precise as theirs."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.partial_dates import display

from .base import PartialDateBlock, ShownByExample


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.DecimalBlock(
        label=_("Nombre"), help_text=_("Le nombre seul, sans unité."), max_digits=15, decimal_places=4
    )
    unit = blocks.CharBlock(label=_("Unité"), required=False, default="", help_text=_("%, €, heures… si besoin."))
    label = blocks.CharBlock(label=_("Ce qu’il compte"))
    source = blocks.CharBlock(label=_("Source"), help_text=_("Qui le dit : un rapport, un bilan, une base de données."))
    source_url = blocks.URLBlock(label=_("Adresse de la source"), required=False, default="")
    source_date = PartialDateBlock(
        label=_("Date de la source"), help_text=_("Une année (2020), un mois (2020-07) ou un jour (2020-07-31).")
    )

    class Meta:
        icon = "order"
        label = _("Chiffre")


class KeyFiguresBlock(ShownByExample, blocks.StructBlock):
    component = "key_figures"

    title = blocks.CharBlock(label=_("Nom de la liste"), help_text=_("Par exemple : Le projet en chiffres."))
    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Chiffres"), min_num=1)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`items`: those of the component."""
        items = [
            {
                "value": " ".join(filter(None, [_written(figure["value"]), figure["unit"]])),
                "label": figure["label"],
                "source": {
                    "label": figure["source"],
                    "url": figure["source_url"],
                    "date": display(figure["source_date"]),
                },
            }
            for figure in value["figures"]
        ]
        return super().get_context(value, parent_context) | {"items": items}

    class Meta:
        icon = "order"
        label = _("Chiffres")
        description = _("Quelques nombres, chacun avec ce qu’il compte et sa source.")
        group = _("Images et chiffres")
        template = "cms/blocks/key_figures.html"


class MomentBlock(blocks.StructBlock):
    date = PartialDateBlock(
        label=_("Date"), help_text=_("Une année (2020), un mois (2020-07) ou un jour (2020-07-31).")
    )
    title = blocks.CharBlock(label=_("Ce qui s’est passé"))
    text = blocks.TextBlock(label=_("Précision"), required=False, default="", rows=2)

    class Meta:
        icon = "date"
        label = _("Moment")


class ChronologyBlock(ShownByExample, blocks.StructBlock):
    """Shown in the order of the dates, whatever the order they were written in."""

    component = "chronology"

    title = blocks.CharBlock(label=_("Nom de la chronologie"))
    moments = blocks.ListBlock(MomentBlock(), label=_("Moments"), min_num=1)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`items`: those of the component."""
        moments = sorted(value["moments"], key=lambda moment: moment["date"])
        items = [
            {"date": display(moment["date"]), "title": moment["title"], "text": moment["text"]} for moment in moments
        ]
        return super().get_context(value, parent_context) | {"items": items}

    class Meta:
        icon = "history"
        label = _("Chronologie")
        description = _("Des dates, de la plus ancienne à la plus récente.")
        group = _("Images et chiffres")
        template = "cms/blocks/chronology.html"


def _written(number: Decimal | None) -> str:
    """« 1 250,5 »: as a reader of the active language writes it, without zeros that say nothing."""
    if number is None:
        return ""
    exact = number.normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    return str(number_format(exact, decimal_pos=places, force_grouping=True))
