"""Whom somebody of the admin works for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from network.territories_input import TerritoriesInput


class MandateQuerySet(models.QuerySet["Mandate"]):
    def of(self, user: object) -> "MandateQuerySet":
        """The one of `user`, or none: it is what their roles that do not reach everywhere reach."""
        return self.filter(user=getattr(user, "pk", None))


class Mandate(ClusterableModel):
    """The organisations and territories that one person is entrusted with. What they may do there, their roles say."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("personne"), on_delete=models.CASCADE, related_name="mandate"
    )
    territories = ParentalManyToManyField(
        "network.Territory",
        verbose_name=_("territoires"),
        blank=True,
        related_name="+",
        help_text=_(
            "Pour un éditeur territorial : il travaille sur ce qui s’y trouve, et dans les territoires qu’ils "
            "contiennent. Un par ligne, comme « Manche (50) » ou « Normandie (région) »."
        ),
    )

    objects = MandateQuerySet.as_manager()

    panels = [
        FieldPanel("user"),
        MultiFieldPanel(
            [
                InlinePanel(
                    "organisation_links",
                    label=_("organisation"),
                    help_text=_("Pour un contributeur : leurs fiches, et les ressources qu’elles publient."),
                )
            ],
            _("Organisations"),
        ),
        FieldPanel("territories", widget=TerritoriesInput),
    ]

    class Meta:
        ordering = ["user__last_name", "user__username"]
        verbose_name = _("rattachement")
        verbose_name_plural = _("rattachements")

    def __str__(self) -> str:
        return str(self.user.get_full_name() or self.user.get_username())


class MandateOrganisation(models.Model):
    mandate = ParentalKey(Mandate, on_delete=models.CASCADE, related_name="organisation_links")
    organisation = models.ForeignKey(
        "network.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("organisation")]

    # Whom people work for is no use of a record.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("organisation confiée")
        verbose_name_plural = _("organisations confiées")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["mandate", "organisation"], name="one_mandate_per_organisation")]

    def __str__(self) -> str:
        return f"{self.mandate_id}, {self.organisation_id}"
