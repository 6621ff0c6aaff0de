"""Under what terms a resource may be used again. Identifiers are those of the SPDX list."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    OPEN = "etalab-2.0", _("Licence Ouverte 2.0 (Etalab)")
    BY = "CC-BY-4.0", _("Creative Commons : attribution (CC BY 4.0)")
    BY_SA = "CC-BY-SA-4.0", _("Creative Commons : attribution, partage à l’identique (CC BY-SA 4.0)")
    BY_ND = "CC-BY-ND-4.0", _("Creative Commons : attribution, sans modification (CC BY-ND 4.0)")
    BY_NC = "CC-BY-NC-4.0", _("Creative Commons : attribution, pas d’usage commercial (CC BY-NC 4.0)")
    BY_NC_SA = "CC-BY-NC-SA-4.0", _("Creative Commons : attribution, non commercial, à l’identique (CC BY-NC-SA 4.0)")
    BY_NC_ND = "CC-BY-NC-ND-4.0", _("Creative Commons : attribution, non commercial, tel quel (CC BY-NC-ND 4.0)")
    PUBLIC_DOMAIN = "CC0-1.0", _("Domaine public (CC0 1.0)")
    RESERVED = "droits-reserves", _("Tous droits réservés")

    @property
    def url(self) -> str:
        """Where its text is; "" for rights reserved, which have none."""
        if self is Licence.RESERVED:
            return ""
        if self is Licence.OPEN:
            return "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
        if self is Licence.PUBLIC_DOMAIN:
            return "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"
        terms = self.value.removeprefix("CC-").removesuffix("-4.0").lower()
        return f"https://creativecommons.org/licenses/{terms}/4.0/deed.fr"
