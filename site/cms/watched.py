"""What every page shows around its own text: changing any of it begins an edition."""

from typing import Any

from django.apps import apps
from wagtail.models import Locale, Page, Site
from wagtail.signals import post_page_move

from cms.models import (
    Audit,
    EasyReading,
    FollowedText,
    GlossaryTerm,
    PassagePicture,
    SampledPage,
    SiteImage,
    SiteSettings,
)
from editions.memory import begin
from editions.watching import watch


def watch_frame() -> None:
    pages = [model for model in apps.get_models() if issubclass(model, Page)]
    watch(
        Site,
        Locale,
        SiteSettings,
        GlossaryTerm,
        EasyReading,
        FollowedText,
        PassagePicture,
        SiteImage,
        Audit,
        SampledPage,
        *pages,
    )
    post_page_move.connect(_moved, dispatch_uid="cms.moved")


def _moved(**kwargs: Any) -> None:
    begin()
