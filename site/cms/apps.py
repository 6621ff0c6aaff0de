import tempfile

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Portail")

    def ready(self) -> None:
        from wagtail.models import AbstractPage
        from wagtail.permissions import register_permission_policy

        from . import comparisons
        from .links import collecting, deleted
        from .roles.pages import page_policy
        from .translating import signals as translating
        from .upkeep import reminding
        from .watched import watch_frame

        comparisons.register()
        register_permission_policy(AbstractPage, page_policy)
        autodiscover_modules("page_sections", "deletions", "reaches", "waiting")
        watch_frame()
        reminding.connect()
        collecting.connect()
        deleted.connect()
        translating.connect()
        # Chosen while there is room: looked for on a full disk, no folder would do, and the error would not say why.
        tempfile.gettempdir()
