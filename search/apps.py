from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Recherche")

    def ready(self) -> None:
        from wagtail.models import PageViewRestriction

        from editions.watching import watch

        from . import editorial, signals
        from .alerts import receipts
        from .models import SynonymGroup
        from .synonyms import register_synonyms

        autodiscover_modules("search_documents")
        register_synonyms(editorial.synonyms)
        watch(SynonymGroup, PageViewRestriction, PageViewRestriction.groups.through)
        signals.connect()
        receipts.connect()
