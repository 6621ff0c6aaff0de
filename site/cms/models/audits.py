"""Audits of the portal: pages, and a result for each of the 106 criteria on each of them."""

from __future__ import annotations

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from cms.accessibility.conformity import Result
from cms.dates import not_to_come

inside_or_web = RegexValidator(
    r"^(/(?!/)|https?://)", _("Une adresse commence par « / », dans le portail, ou par « https:// ».")
)


class Audit(ClusterableModel):
    """Somebody goes through the criteria on a sample of pages. Counts once each has a result (`cms.accessibility`)."""

    auditor = models.CharField(
        _("qui a mené l’audit"), max_length=200, help_text=_("Un organisme, ou « en interne ». Montré sur la page.")
    )
    audited_on = models.DateField(_("date de l’audit"), validators=[not_to_come])
    environments = models.TextField(
        _("environnement de test"),
        blank=True,
        help_text=_("Navigateurs et technologies d’assistance, avec leur version. Un par ligne."),
    )
    tools = models.TextField(_("outils utilisés"), blank=True, help_text=_("Un par ligne."))

    panels = [
        MultiFieldPanel([FieldPanel("auditor"), FieldPanel("audited_on")], _("L’audit")),
        MultiFieldPanel([FieldPanel("environments"), FieldPanel("tools")], _("Comment il a été mené")),
        InlinePanel("pages", label=_("page"), heading=_("Pages vérifiées"), min_num=1),
    ]

    class Meta:
        ordering = ["-audited_on", "-pk"]
        verbose_name = _("audit d’accessibilité")
        verbose_name_plural = _("audits d’accessibilité")
        default_permissions = ("add", "change", "delete")

    def __str__(self) -> str:
        day: date = self.audited_on
        return f"{self.auditor}, {day:%d/%m/%Y}"


class SampledPage(Orderable):
    """A page that an audit looks at. `saves` grows with each saving of its results, so that none undoes another."""

    audit = ParentalKey(Audit, on_delete=models.CASCADE, related_name="pages")
    name = models.CharField(_("nom"), max_length=120)
    address = models.CharField(
        _("adresse"),
        max_length=500,
        validators=[inside_or_web],
        help_text=_("Dans le portail : /contact/, par exemple."),
    )
    saves = models.PositiveIntegerField(default=0, editable=False)

    panels = [FieldPanel("name"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("page vérifiée")
        verbose_name_plural = _("pages vérifiées")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["audit", "address"], name="one_sampled_page_per_address")]

    def __str__(self) -> str:
        return self.name


class CriterionResult(models.Model):
    """What was found on a page for one criterion. A criterion without a row was not tested."""

    page = models.ForeignKey(SampledPage, on_delete=models.CASCADE, related_name="results")
    criterion = models.CharField(max_length=5)
    result = models.CharField(max_length=2, choices=Result)
    comment = models.TextField(blank=True, max_length=1000)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("résultat d’un critère")
        verbose_name_plural = _("résultats des critères")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "criterion"], name="one_result_per_page_and_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.result}"
