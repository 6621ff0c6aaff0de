from .base import BasePage, PublicPageQuerySet, SectionPage, pages_of_every_type
from .easy_reading import EasyReading
from .images import SiteImage, SiteRendition
from .pages import ContentPage, GlossaryPage, HomePage, SiteMapPage
from .settings import SiteSettings
from .vocabulary import GlossaryTerm, Theme

__all__ = [
    "BasePage",
    "ContentPage",
    "EasyReading",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "PublicPageQuerySet",
    "SectionPage",
    "SiteImage",
    "SiteMapPage",
    "SiteRendition",
    "SiteSettings",
    "Theme",
    "pages_of_every_type",
]
