"""How far a role reaches, on the screen of its group."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.models import GroupReach

from .reaches import all_reaches


class ReachForm(forms.Form):
    """A panel of « Groupes »: saved with the group."""

    reach = forms.ChoiceField(
        label=_("Ce rôle travaille sur"),
        required=False,
        help_text=_(
            "Les permissions sur les pages et sur les organisations s’arrêtent là. Ce qui est confié à chaque "
            "personne se dit dans « Rattachements »."
        ),
    )

    def __init__(self, data: Any = None, files: Any = None, instance: Group | None = None) -> None:
        self.instance = instance or Group()
        kept = GroupReach.objects.filter(group=self.instance.pk).first()
        super().__init__(data, initial={"reach": kept.reach if kept else ""}, prefix="reach")
        field = self.fields["reach"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("tout le portail")), *((reach.name, reach.label) for reach in all_reaches())]

    def save(self) -> None:
        reach = self.cleaned_data["reach"]
        if reach:
            GroupReach.objects.update_or_create(group=self.instance, defaults={"reach": reach})
        else:
            GroupReach.objects.filter(group=self.instance).delete()

    def as_admin_panel(self) -> str:
        return render_to_string("cms/admin/roles/reach.html", {"form": self})
