import tempfile

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Portail")

    def ready(self) -> None:
        from .translating.signals import connect
        from .watched import watch_frame

        autodiscover_modules("page_sections")
        watch_frame()
        connect()
        # Chosen while there is room: looked for on a full disk, no folder would do, and the error would not say why.
        tempfile.gettempdir()
