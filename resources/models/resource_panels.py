"""The form of a resource."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from cms.models import BasePage
from network.territories_input import TerritoriesInput

PANELS = [
    *BasePage.content_panels,
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
            FieldRowPanel([FieldPanel("date"), FieldPanel("content_language")]),
            FieldRowPanel([FieldPanel("authors"), FieldPanel("publisher")]),
            FieldRowPanel([FieldPanel("licence"), FieldPanel("isbn"), FieldPanel("doi")]),
        ],
        _("Notice"),
    ),
    FieldPanel("description"),
    InlinePanel("files", label=_("fichier ou lien"), heading=_("Fichiers et liens")),
    MultiFieldPanel(
        [
            FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            FieldPanel("publics"),
            FieldPanel("territories", widget=TerritoriesInput),
            FieldPanel("projects"),
            FieldPanel("events"),
        ],
        _("Se rapporte à"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("expected"), FieldPanel("date_note")]),
            FieldPanel("replaced_by"),
            FieldPanel("status_note"),
            FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_every")]),
        ],
        _("À venir, remplacée, retirée, à relire"),
        classname="collapsed",
    ),
]
