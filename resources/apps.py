from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Bibliothèque")

    def ready(self) -> None:
        from resources import reminding, signals
        from resources.catalogue import receipts

        signals.connect()
        receipts.connect()
        reminding.connect()
