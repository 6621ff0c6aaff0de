"""The form of an organisation in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

ORGANISATION_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("acronym")]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("is_group")]),
            FieldPanel("description"),
            FieldRowPanel([FieldPanel("parent"), FieldPanel("territory")]),
        ],
        _("Identité"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("postcode"), FieldPanel("commune")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("accessibility_url"),
        ],
        _("Adresse"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
            FieldPanel("website"),
            FieldPanel("opening_hours"),
        ],
        _("Coordonnées"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            FieldPanel("publics"),
            FieldPanel("networks"),
            FieldPanel("places"),
        ],
        _("Activité"),
        classname="collapsed",
    ),
    InlinePanel("services", label=_("service"), heading=_("Services"), classname="collapsed"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("siret"), FieldPanel("siren")]),
            FieldRowPanel([FieldPanel("finess"), FieldPanel("finess_category"), FieldPanel("rna")]),
            FieldPanel("closed_on"),
        ],
        _("Identifiants"),
        classname="collapsed",
    ),
    FieldPanel("slug"),
]
