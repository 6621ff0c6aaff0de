"""The founding content that belongs to no domain: languages, site, home, free pages, words."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from cms.models import (
    AccessibilityPage,
    ContentPage,
    GlossaryPage,
    GlossaryTerm,
    HomePage,
    SiteMapPage,
    SiteSettings,
    Theme,
)

from .registry import FileKind, Step, register

PAGE_FIELDS = ("title", "slug", "summary", "show_in_menus")
PORTS = {"http": 80, "https": 443}


def make_locales() -> int:
    """Every language exists from the start, so that the page tree never has to be rebuilt."""
    made = [Locale.objects.get_or_create(language_code=code)[1] for code, _name in settings.LANGUAGES]
    return sum(made)


def make_site() -> int:
    """The home page answers at the portal's address, in place of Wagtail's welcome page."""
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id and issubclass(site.root_page.specific_class or Page, HomePage):
        return 0
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or PORTS.get(address.scheme, 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    welcome, site.root_page = site.root_page_id, home
    site.save()
    for page in Page.objects.filter(pk=welcome, numchild=0, content_type__model="page"):
        page.delete()
    return 1


def default_site() -> dict[str, Any]:
    return {"site": Site.objects.get(is_default_site=True)}


register(Step("langues", 0, make_locales))
register(
    FileKind(
        name="accueil",
        pattern="home.yaml",
        order=10,
        model=HomePage,
        fields=[*PAGE_FIELDS, "headline", "introduction", "search_hint", "body"],
    )
)
register(Step("site", 11, make_site))
register(
    FileKind(
        name="réglages",
        pattern="settings.yaml",
        order=12,
        model=SiteSettings,
        fields=["tagline", "about", "tagline_en", "about_en", "contact_email"],
        key=[],
        defaults=default_site,
    )
)
register(
    FileKind(
        name="glossaire",
        pattern="glossary.yaml",
        order=20,
        model=GlossaryTerm,
        fields=["term", "slug", "expansion", "definition"],
        key=["term"],
    )
)
register(
    FileKind(
        name="thèmes",
        pattern="themes.yaml",
        order=21,
        model=Theme,
        fields=["name", "slug", "description"],
        unknown="thème inconnu",
    )
)
register(
    FileKind(
        name="page du glossaire",
        pattern="sections/glossary.yaml",
        order=56,
        model=GlossaryPage,
        fields=PAGE_FIELDS,
        parent=HomePage,
    )
)
register(
    FileKind(
        name="déclaration d’accessibilité",
        pattern="sections/accessibility.yaml",
        order=59,
        model=AccessibilityPage,
        fields=[*PAGE_FIELDS, "efforts", "technologies", "redress"],
        parent=HomePage,
    )
)
register(
    FileKind(
        name="pages libres",
        pattern="pages/*.yaml",
        order=60,
        model=ContentPage,
        fields=[*PAGE_FIELDS, "body"],
        parent=HomePage,
    )
)
register(
    FileKind(
        name="plan du site",
        pattern="sections/site_map.yaml",
        order=61,
        model=SiteMapPage,
        fields=PAGE_FIELDS,
        parent=HomePage,
    )
)
