from .accessibility_page import AccessibilityPage
from .audits import Audit, CriterionResult, SampledPage
from .base import BasePage, PublicPageQuerySet, SectionPage, pages_of_every_type
from .difficulties import Difficulty
from .easy_reading import EasyReading
from .images import SiteImage, SiteRendition
from .page_imports import ExistingPages, PageImport
from .pages import ContentPage, GlossaryPage, HomePage, SiteMapPage
from .settings import SiteSettings
from .vocabulary import GlossaryTerm, Theme

__all__ = [
    "AccessibilityPage",
    "Audit",
    "BasePage",
    "ContentPage",
    "CriterionResult",
    "Difficulty",
    "EasyReading",
    "ExistingPages",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "PageImport",
    "PublicPageQuerySet",
    "SampledPage",
    "SectionPage",
    "SiteImage",
    "SiteMapPage",
    "SiteRendition",
    "SiteSettings",
    "Theme",
    "pages_of_every_type",
]
