"""Where addresses lead, and where a page comes back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cms.bin.addresses import LeadsTo
from cms.bin.place import OUTSIDE
from cms.bin.throwing import nowhere

PARENT, CHOSEN, NOWHERE = "parent", "page", "nulle-part"


def _page(label: Any, *, required: bool, help_text: Any = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, required=required, queryset=Page.objects.none(), widget=AdminPageChooser, help_text=help_text
    )


class DeletionForm(forms.Form):
    """`thrown`: the pages somebody deletes; `versions`: the same in other languages, that may go with them."""

    with_versions = forms.BooleanField(required=False, initial=True)
    leads = forms.ChoiceField(
        label=_("Où mènent leurs adresses"),
        choices=[
            (PARENT, _("à la page juste au-dessus")),
            (CHOSEN, _("à une page que je choisis")),
            (NOWHERE, _("nulle part : « page introuvable » (404)")),
        ],
        initial=PARENT,
        widget=forms.RadioSelect,
        help_text=_("Les liens, les favoris et les moteurs de recherche connaissent ces adresses."),
    )
    target = _page(_("La page choisie"), required=False)

    def __init__(self, *args: Any, thrown: Iterable[Page], versions: Iterable[Page] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaving = [*thrown, *versions]
        versions = list(versions)
        self.fields["target"].queryset = Page.objects.filter(OUTSIDE, depth__gt=1)  # type: ignore[attr-defined]
        if versions:
            languages = ", ".join(sorted({str(page.locale) for page in versions}))
            self.fields["with_versions"].label = ngettext(
                "Supprimer aussi l’autre version (%(languages)s)",
                "Supprimer aussi les autres versions (%(languages)s)",
                len(versions),
            ) % {"languages": languages}
        else:
            del self.fields["with_versions"]
        if not any(_holds_published(page) for page in self.leaving):
            del self.fields["leads"], self.fields["target"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("leads") != CHOSEN or "target" in self.errors:
            return said
        target = said.get("target")
        if target is None:
            self.add_error("target", gettext("Choisissez la page, ou une autre réponse ci-dessus."))
        elif not target.live or any(str(target.path).startswith(page.path) for page in self.leaving):
            self.add_error("target", gettext("Choisissez une page publiée, qui ne soit pas supprimée elle aussi."))
        return said

    def leads_to(self) -> LeadsTo:
        """Where addresses lead, once the form is valid; a version leads to the chosen page in its own language."""
        choice, chosen = self.cleaned_data.get("leads"), self.cleaned_data.get("target")
        if choice == PARENT:
            return _published_above
        if choice != CHOSEN or chosen is None:
            return nowhere
        published = chosen.get_translations(inclusive=True).filter(OUTSIDE, live=True)
        versions = {page.locale_id: page for page in published}
        return lambda page: versions.get(page.locale_id, chosen)


class RestorationForm(forms.Form):
    """Where a page comes back, and the last part of its address there."""

    place = _page(_("Sous quelle page"), required=True)
    slug = forms.SlugField(
        label=_("Dernière partie de l’adresse"), max_length=255, allow_unicode=True, help_text=_("Sans espace.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Page.objects.filter(OUTSIDE)  # type: ignore[attr-defined]


def _holds_published(page: Page) -> bool:
    return bool(page.get_descendants(inclusive=True).live().exists())


def _published_above(page: Page) -> Page | None:
    return page.get_ancestors().live().filter(depth__gt=1).order_by("-depth").first()
