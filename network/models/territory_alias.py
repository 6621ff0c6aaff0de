"""What else means a territory: codes and names that are no longer, or never were, those of one; postcodes."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from network.names import FoldedNameField, PlainField


class AliasReason(models.TextChoices):
    MERGED = "fusion", _("ancienne commune")
    DELEGATED = "deleguee", _("commune déléguée")
    ASSOCIATED = "associee", _("commune associée")
    ARRONDISSEMENT = "arrondissement", _("arrondissement municipal")
    RENAMED = "renommee", _("ancien nom")


class TerritoryAliasQuerySet(models.QuerySet["TerritoryAlias"]):
    def meaning(self, kind: str, slug_or_code: str) -> "TerritoryAliasQuerySet":
        """Those that an old address (`49018-bauge`) or an old code (`49018`) names."""
        code = slug_or_code.partition("-")[0].upper()
        return self.filter(Q(kind=kind), Q(slug=slug_or_code) | Q(code=code))


class TerritoryAlias(models.Model):
    """A code, a name or both that mean `territory` without being its own: a former commune, an arrondissement."""

    kind = models.CharField(_("niveau"), max_length=12)
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("nom"), max_length=150, blank=True)
    folded_name = FoldedNameField(max_length=150, db_index=True, editable=False)
    slug = models.SlugField(_("adresse"), max_length=200, db_index=False)
    reason = models.CharField(_("raison"), max_length=14, choices=AliasReason)
    since = models.DateField(_("depuis le"), null=True, blank=True)
    territory = models.ForeignKey(
        "network.Territory", verbose_name=_("territoire"), on_delete=models.CASCADE, related_name="aliases"
    )

    objects = TerritoryAliasQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "code", "folded_name"]
        verbose_name = _("autre nom d’un territoire")
        verbose_name_plural = _("autres noms des territoires")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "folded_name"], name="unique_territory_alias"),
        ]
        indexes = [models.Index(fields=["kind", "slug"], name="territory_alias_slug")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else self.code

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or slugify(f"{self.code} {self.name}")[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class PostcodeQuerySet(models.QuerySet["Postcode"]):
    def renew(self, postcodes: Iterable[tuple[int, str]]) -> None:
        """Brings the rows to `postcodes`: (territory's primary key, its codes separated by spaces)."""
        told = dict(postcodes)
        wanted = {(pk, code) for pk, codes in told.items() for code in codes.split()}
        rows = self.filter(territory__in=told) if len(told) == 1 else self.all()
        stored = {(territory, code): pk for pk, territory, code in rows.values_list("pk", "territory_id", "code")}
        gone = [pk for (territory, code), pk in stored.items() if territory in told and (territory, code) not in wanted]
        if gone:
            self.filter(pk__in=gone).delete()
        Postcode.objects.bulk_create(
            [Postcode(territory_id=pk, code=code) for pk, code in sorted(wanted - stored.keys())], batch_size=2000
        )


class Postcode(models.Model):
    """One postcode of a territory: `Territory.postcodes` as an index can find it."""

    territory = models.ForeignKey("network.Territory", on_delete=models.CASCADE, related_name="+")
    code = PlainField(max_length=5, db_index=True)

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "code"], name="unique_territory_postcode")]

    def __str__(self) -> str:
        return self.code
