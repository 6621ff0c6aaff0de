from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("Réseau")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from cms.roles.records import RecordPermissionPolicy
        from network.freshness import receipts
        from network.models import Organisation

        register_permission_policy(Organisation, RecordPermissionPolicy(Organisation))
        receipts.connect()
