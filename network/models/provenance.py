"""Where the facts of an organisation come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationSource(models.Model):
    """What one source said of one organisation the last time it was read.

    `values` holds, by field name of Organisation, what the source gave, in JSON. A field whose value is still that one
    comes from the source; where it differs, a person changed it since, and no import writes over it. Shapes are those
    of `network.imports.records.Record`; `services` holds as much of each service, by its key.
    """

    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="sources")
    source = models.CharField(_("source"), max_length=40, help_text=_("« finess », « dora », « csv »…"))
    external_id = models.CharField(_("identifiant chez la source"), max_length=150)
    values = models.JSONField(_("valeurs données"), default=dict)
    source_date = models.DateField(_("mise à jour chez la source"), null=True, blank=True)
    read_at = models.DateTimeField(_("lue le"))

    class Meta:
        ordering = ["source", "external_id"]
        verbose_name = _("source d’une fiche")
        verbose_name_plural = _("sources des fiches")
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="unique_organisation_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"
