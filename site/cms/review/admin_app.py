"""Wagtail's admin, whose letters about what waits are ours."""

from wagtail.admin.apps import WagtailAdminAppConfig


class ReviewedAdminConfig(WagtailAdminAppConfig):
    def ready(self) -> None:
        super().ready()
        from .following import connect

        connect()
