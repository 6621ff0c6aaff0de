from .accessibility_page import AccessibilityPage
from .audits import Audit, CriterionResult, SampledPage
from .base import BasePage, PublicPageQuerySet, SectionPage, pages_of_every_type
from .bin import BinEntry, BinnedPage, BinRedirect
from .difficulties import Difficulty
from .easy_reading import EasyReading
from .followed_text import FollowedText
from .images import SiteImage, SiteRendition
from .links import LinkCheck, LinkUse
from .page_imports import ExistingPages, PageImport
from .pages import ContentPage, GlossaryPage, HomePage, SiteMapPage
from .passage_picture import PassagePicture
from .review import ReviewState, ReviewTask, Told
from .settings import SiteSettings
from .upkeep import Upkeep
from .vocabulary import GlossaryTerm, Theme

__all__ = [
    "AccessibilityPage",
    "Audit",
    "BasePage",
    "BinEntry",
    "BinRedirect",
    "BinnedPage",
    "ContentPage",
    "CriterionResult",
    "Difficulty",
    "EasyReading",
    "ExistingPages",
    "FollowedText",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "LinkCheck",
    "LinkUse",
    "PageImport",
    "PassagePicture",
    "PublicPageQuerySet",
    "ReviewState",
    "ReviewTask",
    "SampledPage",
    "SectionPage",
    "SiteImage",
    "SiteMapPage",
    "SiteRendition",
    "SiteSettings",
    "Theme",
    "Told",
    "Upkeep",
    "pages_of_every_type",
]
