from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from network import vocabularies

from .choice_lists import ChoiceListField


class Service(Orderable):
    """What an organisation offers, in the words of data·inclusion (v1): `network.vocabularies` holds them."""

    organisation = ParentalKey("network.Organisation", on_delete=models.CASCADE, related_name="services")
    name = models.CharField(_("nom"), max_length=150, validators=[MinLengthValidator(3)])
    description = models.TextField(_("description"), max_length=10_000, validators=[MinLengthValidator(5)])
    type = models.CharField(_("type"), max_length=30, choices=vocabularies.SERVICE_TYPES, blank=True)
    subjects = ChoiceListField(_("thématiques"), vocabulary=vocabularies.SUBJECTS)
    publics = ChoiceListField(_("publics"), vocabulary=vocabularies.PUBLICS)
    publics_note = models.TextField(_("publics, en clair"), blank=True)
    access_conditions = models.TextField(_("conditions d’accès"), blank=True)
    fee = models.CharField(_("frais"), max_length=20, choices=vocabularies.FEES, blank=True)
    fee_note = models.TextField(_("frais, en clair"), blank=True)
    reception_modes = ChoiceListField(_("modes d’accueil"), vocabulary=vocabularies.RECEPTION_MODES)
    eligible_zones = models.JSONField(
        _("pour qui habite"),
        default=list,
        blank=True,
        help_text=_('Liste de codes de communes, d’intercommunalités ou de départements, ou ["france"].'),
    )
    mobilisation_modes = ChoiceListField(_("comment le demander"), vocabulary=vocabularies.MOBILISATION_MODES)
    mobilised_by = ChoiceListField(_("qui peut le demander"), vocabulary=vocabularies.MOBILISED_BY)
    mobilisation_note = models.TextField(_("comment le demander, en clair"), blank=True)
    mobilisation_url = models.URLField(_("adresse pour le demander"), max_length=500, blank=True)
    source_key = models.CharField(max_length=150, blank=True, db_index=True, editable=False)
    source_date = models.DateField(null=True, blank=True, editable=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("fee")]),
        FieldPanel("fee_note"),
        FieldPanel("subjects"),
        FieldPanel("publics"),
        FieldPanel("publics_note"),
        FieldPanel("access_conditions"),
        FieldPanel("reception_modes"),
        FieldPanel("mobilised_by"),
        FieldPanel("mobilisation_modes"),
        FieldPanel("mobilisation_note"),
        FieldPanel("mobilisation_url"),
        FieldPanel("eligible_zones"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return self.name
